package dev.spotdock.billing.wallet;

import dev.spotdock.billing.Deposit;
import dev.spotdock.billing.ledger.Columns;
import dev.spotdock.billing.wallet.WalletChanges.Paid;
import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.money.Money;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The receipts of deposits, one per reference. */
@Component
class Deposits {

    // By reference, so that two who use the same ones never wait for each other.
    private static final String ADD =
            """
            insert into billing.deposit
                (reference, account_id, amount, balance_after, entry_id, at, gateway)
            select reference, account_id, amount, balance, entry_id,
                timestamptz 'epoch' + at * interval '1 microsecond', gateway
            from unnest(:reference::text[], :account::uuid[], :amount::bigint[],
                :balance::bigint[], :entry::uuid[], :at::bigint[], :gateway::text[])
                as d(reference, account_id, amount, balance, entry_id, at, gateway)
            order by reference
            on conflict (reference) do nothing
            """;

    private final JdbcClient jdbc;

    Deposits(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Deposit.Receipt> find(String reference) {
        return Optional.ofNullable(findAll(List.of(reference)).get(reference));
    }

    /** Those that exist, by reference. */
    Map<String, Deposit.Receipt> findAll(List<String> references) {
        if (references.isEmpty()) {
            return Map.of();
        }
        return jdbc
                .sql("select * from billing.deposit where reference = any(:references::text[])")
                .param("references", Columns.texts(references, reference -> reference))
                .query((row, number) -> receipt(row))
                .list()
                .stream()
                .collect(Collectors.toMap(Deposit.Receipt::reference, Function.identity()));
    }

    /** False if a reference was used before; waits for whoever is just using one. */
    boolean addAll(List<Paid> deposits) {
        if (deposits.isEmpty()) {
            return true;
        }
        List<Deposit.Receipt> receipts = deposits.stream().map(Paid::receipt).toList();
        return jdbc.sql(ADD)
                        .param("reference", Columns.texts(receipts, Deposit.Receipt::reference))
                        .param("account", Columns.texts(receipts, Deposit.Receipt::accountId))
                        .param("amount", Columns.longs(receipts, r -> r.amount().micros()))
                        .param("balance", Columns.longs(receipts, r -> r.balance().micros()))
                        .param("entry", Columns.texts(receipts, Deposit.Receipt::entryId))
                        .param("at", Columns.instants(receipts, Deposit.Receipt::at))
                        .param("gateway", Columns.texts(deposits, Paid::gateway))
                        .update()
                == deposits.size();
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
