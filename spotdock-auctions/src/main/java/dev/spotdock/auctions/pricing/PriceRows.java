package dev.spotdock.auctions.pricing;

import dev.spotdock.auctions.ListPrices.Tick;
import dev.spotdock.auctions.PriceCause;
import dev.spotdock.kernel.id.BidId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.UUID;

/** Reads rows of price ticks. */
final class PriceRows {

    private PriceRows() {}

    static Tick tick(ResultSet row, int number) throws SQLException {
        UUID bidId = row.getObject("bid_id", UUID.class);
        return new Tick(
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getLong("unit_price"),
                PriceCause.valueOf(row.getString("cause")),
                bidId == null ? null : new BidId(bidId));
    }
}
