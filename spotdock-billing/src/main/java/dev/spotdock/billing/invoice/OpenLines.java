package dev.spotdock.billing.invoice;

import dev.spotdock.billing.ledger.Columns;
import dev.spotdock.kernel.id.AccountId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** A wallet's charges and refunds that no invoice has yet. */
@Component
class OpenLines {

    private static final String OPEN =
            """
            select max(t.position) as last, min(s.from_at) as first
            from billing.transfer t
            join billing.slice s
                on s.allocation_id = t.allocation_id and s.slice_no = t.slice_no
            where t.wallet_id = :account and t.position >= :floor
                and t.kind in ('charge', 'refund')
                and (s.from_at >= :until or t.position > :through)
            """;

    private static final String FLOOR =
            """
            select coalesce(min(t.position), :last + 1) from billing.transfer t
            join billing.slice s
                on s.allocation_id = t.allocation_id and s.slice_no = t.slice_no
            where t.wallet_id = :account and t.position >= :floor
                and t.kind in ('charge', 'refund') and s.from_at >= :end
                and t.position <= :last
            """;

    private static final String MORE =
            """
            select exists (select from billing.transfer t
                join billing.slice s
                    on s.allocation_id = t.allocation_id and s.slice_no = t.slice_no
                where t.wallet_id = :account and t.position > :last
                    and t.kind in ('charge', 'refund') and s.from_at < :end)
            """;

    private final JdbcClient jdbc;

    OpenLines(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * What is still to be invoiced.
     *
     * @param last its last position
     * @param first the earliest instant that it is for
     */
    record Open(long last, Instant first) {}

    /** What a wallet has; empty if nothing. */
    Optional<Open> of(Invoiced wallet) {
        return jdbc.sql(OPEN)
                .param("account", wallet.accountId().value())
                .param("floor", wallet.floor())
                .param("until", Columns.timestamp(wallet.until()))
                .param("through", wallet.through())
                .query((row, _) -> open(row))
                .single();
    }

    private static Optional<Open> open(ResultSet row) throws SQLException {
        long last = row.getLong("last");
        return Optional.ofNullable(Columns.instantOrNull(row, "first"))
                .map(first -> new Open(last, first));
    }

    /** Whether something was booked after a position that is for a month or before it. */
    boolean isMoreBooked(AccountId accountId, Instant end, long last) {
        return jdbc.sql(MORE)
                .param("account", accountId.value())
                .param("last", last)
                .param("end", Columns.timestamp(end))
                .query(Boolean.class)
                .single();
    }

    /** The first position that is for later than a month; none until {@code last}: one after it. */
    long floor(Invoiced wallet, Instant end, long last) {
        return jdbc.sql(FLOOR)
                .param("account", wallet.accountId().value())
                .param("floor", wallet.floor())
                .param("end", Columns.timestamp(end))
                .param("last", last)
                .query(Long.class)
                .single();
    }
}
