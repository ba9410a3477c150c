package dev.spotdock.web.rest.auctions;

import dev.spotdock.auctions.ListLotBids.ShownLotBid;
import dev.spotdock.kernel.money.Money;
import dev.spotdock.web.rest.AmountView;
import dev.spotdock.web.rest.SiteCurrency;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A bid on a lot, as everybody may see it. */
@Schema(name = "PlacedLotBid")
record PlacedBidView(
        UUID id,
        long sequence,
        @Schema(example = "bidder-2", description = "the same for all bids of a bidder on this lot")
                String alias,
        AmountView amount,
        @Schema(description = "whether it was at least what was required then") boolean valid,
        @Schema(description = "the price right after it; null while no bid was valid")
                @Nullable AmountView priceAfter,
        @Schema(example = "bidder-2", description = "who led right after it")
                @Nullable String leaderAfter,
        Instant acceptedAt) {

    static PlacedBidView of(ShownLotBid bid, SiteCurrency site) {
        Money price = bid.priceAfter();
        return new PlacedBidView(
                bid.id(),
                bid.sequence(),
                bid.alias(),
                site.amount(bid.amount()),
                bid.counted(),
                price == null ? null : site.amount(price),
                bid.leaderAfter(),
                bid.acceptedAt());
    }
}
