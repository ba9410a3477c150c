package dev.spotdock.billing.invoice;

import dev.spotdock.billing.ledger.Columns;
import dev.spotdock.kernel.id.AccountId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Until where wallets are invoiced: columns of {@code billing.wallet}, guarded by its lock. */
@Component
class InvoicedWallets {

    private static final String BEHIND =
            """
            exists (select from billing.meter m
                where m.account_id = w.account_id and m.ended_at is null
                    and m.metered_to < :until)
            """;

    private static final String DUE =
            """
            select w.account_id from billing.wallet w
            where w.invoiced_until < :until and not %s
            order by w.invoiced_until, w.account_id
            limit :limit
            """
                    .formatted(BEHIND);

    // A line that is booked meanwhile is not lost: its position is beyond invoiced_through, which
    // stays, so it is a correction of the month that is closed next.
    private static final String PASS_OVER =
            """
            update billing.wallet set invoiced_until = :until
            where account_id in (
                select w.account_id from billing.wallet w
                where w.invoiced_until < :until and not %s
                    and not exists (select from billing.transfer t
                        where t.wallet_id = w.account_id and t.position >= w.invoice_floor
                            and t.kind in ('charge', 'refund'))
                order by w.account_id
                limit :limit
                for no key update skip locked)
            """
                    .formatted(BEHIND);

    private static final String COLUMNS =
            "select account_id, invoiced_until, invoiced_through, invoice_floor"
                    + " from billing.wallet w ";

    private final JdbcClient jdbc;

    InvoicedWallets(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Wallets with a month to close, the longest due first; not those with work that is metered
     * only to before it. Not locked.
     *
     * @param until the end of the last month that may be closed
     */
    List<AccountId> due(Instant until, int limit) {
        return jdbc.sql(DUE)
                .param("until", Columns.timestamp(until))
                .param("limit", limit)
                .query((row, _) -> new AccountId(row.getObject("account_id", UUID.class)))
                .list();
    }

    /** Closes months of wallets that have nothing to invoice, all at once. */
    void passOver(Instant until, int limit) {
        jdbc.sql(PASS_OVER).param("until", Columns.timestamp(until)).param("limit", limit).update();
    }

    /** Not locked; empty if it is invoiced until then, or its work is not yet metered to it. */
    Optional<Invoiced> findDue(AccountId accountId, Instant until) {
        return find(accountId)
                .filter(wallet -> wallet.until().isBefore(until))
                .filter(_ -> !isBehind(accountId, until));
    }

    /** Locks a wallet that is due; empty if something of that has changed since it was read. */
    Optional<Invoiced> lockUnchanged(Invoiced read, Instant until) {
        return jdbc.sql(COLUMNS + "where account_id = :account for no key update")
                .param("account", read.accountId().value())
                .query((row, _) -> invoiced(row))
                .optional()
                .filter(read::equals)
                .filter(_ -> !isBehind(read.accountId(), until));
    }

    // Once the wallet is locked no meter of it moves or starts any more.
    private boolean isBehind(AccountId accountId, Instant until) {
        return jdbc.sql(
                        "select %s from billing.wallet w where account_id = :account"
                                .formatted(BEHIND))
                .param("account", accountId.value())
                .param("until", Columns.timestamp(until))
                .query(Boolean.class)
                .single();
    }

    /** Not locked: for reading only; empty if there is no wallet. */
    Optional<Invoiced> find(AccountId accountId) {
        return jdbc.sql(COLUMNS + "where account_id = :account")
                .param("account", accountId.value())
                .query((row, _) -> invoiced(row))
                .optional();
    }

    /** Moves a locked wallet on. */
    void advance(Invoiced to) {
        int rows =
                jdbc.sql(
                                """
                                update billing.wallet
                                set invoiced_until = :until, invoiced_through = :through,
                                    invoice_floor = :floor
                                where account_id = :account and invoiced_until < :until
                                """)
                        .param("account", to.accountId().value())
                        .param("until", Columns.timestamp(to.until()))
                        .param("through", to.through())
                        .param("floor", to.floor())
                        .update();
        Columns.expectRows(1, rows, "wallet");
    }

    private static Invoiced invoiced(ResultSet row) throws SQLException {
        return new Invoiced(
                new AccountId(row.getObject("account_id", UUID.class)),
                Columns.instant(row, "invoiced_until"),
                row.getLong("invoiced_through"),
                row.getLong("invoice_floor"));
    }
}
