package dev.spotdock.web.rest.auctions;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.spotdock.auctions.LotBidAccepted;
import dev.spotdock.kernel.money.Money;
import dev.spotdock.web.rest.AmountView;
import dev.spotdock.web.rest.SiteCurrency;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An accepted bid, for its bidder: as things stood right after it. */
@Schema(name = "LotBid")
record LotBidView(
        UUID id,
        UUID lotId,
        @Schema(description = "its place in the lot's order, from 1") long sequence,
        @Schema(example = "bidder-2", description = "the bidder in this lot, for others")
                String alias,
        @JsonProperty("isCurrentlyHighest") boolean isCurrentlyHighest,
        @Schema(description = "the price; null while no bid was high enough")
                @Nullable AmountView currentHighest,
        @Schema(description = "of the lot, this bid's extension included") Instant endsAt,
        Instant acceptedAt) {

    static LotBidView of(LotBidAccepted bid, SiteCurrency site) {
        Money price = bid.currentHighest();
        return new LotBidView(
                bid.id(),
                bid.lotId().value(),
                bid.sequence(),
                bid.alias(),
                bid.isCurrentlyHighest(),
                price == null ? null : site.amount(price),
                bid.endsAt(),
                bid.acceptedAt());
    }
}
