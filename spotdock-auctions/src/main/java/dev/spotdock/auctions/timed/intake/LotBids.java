package dev.spotdock.auctions.timed.intake;

import dev.spotdock.auctions.timed.winner.LotBidEntry;
import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.LotId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The bids on lots that are in PostgreSQL. */
@Component
public class LotBids {

    private final JdbcClient jdbc;

    LotBids(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The greatest number up to which all bids are there, or recorded as lost; 0: none. */
    public long drainedTo(LotId lot) {
        return jdbc.sql("select drained from auctions.lot_intake where lot_id = ?")
                .param(lot.value())
                .query(Long.class)
                .optional()
                .orElse(0L);
    }

    /** Bids with numbers above {@code after}, in sequence. */
    public List<StoredLotBid> of(LotId lot, long after, int limit) {
        return jdbc.sql(
                        """
                        select * from auctions.lot_bid where lot_id = ? and sequence > ?
                        order by sequence limit ?
                        """)
                .params(lot.value(), after, limit)
                .query(LotBids::stored)
                .list();
    }

    /** All of them, in sequence, as the determination of the winner takes them. */
    public List<LotBidEntry> all(LotId lot) {
        return jdbc.sql(
                        """
                        select sequence, bidder_id, amount, maximum from auctions.lot_bid
                        where lot_id = ? order by sequence
                        """)
                .param(lot.value())
                .query((row, _) -> entry(row))
                .list();
    }

    private static LotBidEntry entry(ResultSet row) throws SQLException {
        return new LotBidEntry(
                row.getLong("sequence"),
                new AccountId(row.getObject("bidder_id", UUID.class)),
                row.getLong("amount"),
                row.getLong("maximum"));
    }

    private static StoredLotBid stored(ResultSet row, int number) throws SQLException {
        return new StoredLotBid(
                row.getObject("id", UUID.class),
                entry(row),
                row.getInt("bidder_number"),
                row.getBoolean("bought"),
                row.getBoolean("counted"),
                row.getBoolean("leads"),
                row.getObject("price_after", Long.class),
                row.getObject("leader_after", Integer.class),
                Columns.instant(row, "ends_after"),
                Columns.instant(row, "accepted_at"),
                row.getString("idempotency_key"));
    }
}
