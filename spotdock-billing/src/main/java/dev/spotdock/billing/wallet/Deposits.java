package dev.spotdock.billing.wallet;

import dev.spotdock.billing.Deposit;
import dev.spotdock.billing.ledger.Columns;
import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.money.Money;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The receipts of deposits, one per reference. */
@Component
class Deposits {

    private final JdbcClient jdbc;

    Deposits(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Deposit.Receipt> find(String reference) {
        return jdbc.sql("select * from billing.deposit where reference = :reference")
                .param("reference", reference)
                .query((row, number) -> receipt(row))
                .optional();
    }

    /** False if the reference was used before; waits for whoever is just using it. */
    boolean add(Deposit.Receipt receipt, String gateway) {
        return jdbc.sql(
                                """
                                insert into billing.deposit
                                    (reference, account_id, amount, balance_after, entry_id, at,
                                     gateway)
                                values (:reference, :account, :amount, :balance, :entry, :at,
                                    :gateway)
                                on conflict (reference) do nothing
                                """)
                        .param("reference", receipt.reference())
                        .param("account", receipt.accountId().value())
                        .param("amount", receipt.amount().micros())
                        .param("balance", receipt.balance().micros())
                        .param("entry", receipt.entryId())
                        .param("at", Columns.timestamp(receipt.at()))
                        .param("gateway", gateway)
                        .update()
                == 1;
    }

    private static Deposit.Receipt receipt(ResultSet row) throws SQLException {
        return new Deposit.Receipt(
                row.getObject("entry_id", UUID.class),
                new AccountId(row.getObject("account_id", UUID.class)),
                Money.ofMicros(row.getLong("amount")),
                Money.ofMicros(row.getLong("balance_after")),
                row.getString("reference"),
                Columns.instant(row, "at"));
    }
}
