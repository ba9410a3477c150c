package dev.spotdock.billing.ledger;

import dev.spotdock.billing.ListEntries;
import dev.spotdock.kernel.id.AllocationId;
import dev.spotdock.kernel.id.BidId;
import dev.spotdock.kernel.money.Money;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.axonframework.queryhandling.QueryHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads a wallet's lines of the journal. */
@Component
class Entries {

    private static final String NEWEST_FIRST =
            """
            select t.position, t.at, t.kind, t.amount, t.balance_after, t.bid_id, t.allocation_id,
                t.slice_no, s.from_at, s.to_at, s.rate, s.amount as slice_amount
            from billing.transfer t
            left join billing.slice s
                on s.allocation_id = t.allocation_id and s.slice_no = t.slice_no
            where t.wallet_id = :wallet and t.position < :before
            order by t.position desc
            limit :limit
            """;

    private final JdbcClient jdbc;

    Entries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @QueryHandler
    List<ListEntries.Entry> handle(ListEntries query) {
        return jdbc.sql(NEWEST_FIRST)
                .param("wallet", query.accountId().value())
                .param("before", query.before())
                .param("limit", query.limit())
                .query((row, number) -> entry(row))
                .list();
    }

    private static ListEntries.Entry entry(ResultSet row) throws SQLException {
        String kind = row.getString("kind");
        long amount = row.getLong("amount");
        boolean paid = kind.equals("charge") || kind.equals("purchase");
        UUID bidId = row.getObject("bid_id", UUID.class);
        UUID allocationId = row.getObject("allocation_id", UUID.class);
        return new ListEntries.Entry(
                row.getLong("position"),
                Columns.instant(row, "at"),
                kind,
                Money.ofMicros(paid ? -amount : amount),
                Money.ofMicros(row.getLong("balance_after")),
                bidId == null ? null : new BidId(bidId),
                allocationId == null ? null : new AllocationId(allocationId),
                slice(row));
    }

    private static ListEntries.@Nullable Slice slice(ResultSet row) throws SQLException {
        int number = row.getInt("slice_no");
        if (row.wasNull()) {
            return null;
        }
        return new ListEntries.Slice(
                number,
                Columns.instant(row, "from_at"),
                Columns.instant(row, "to_at"),
                row.getLong("rate"),
                Money.ofMicros(row.getLong("slice_amount")));
    }
}
