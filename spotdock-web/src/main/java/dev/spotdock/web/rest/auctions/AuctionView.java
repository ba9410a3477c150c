package dev.spotdock.web.rest.auctions;

import dev.spotdock.auctions.AntiSnipe;
import dev.spotdock.auctions.AuctionDetails;
import dev.spotdock.auctions.AuctionState;
import dev.spotdock.kernel.money.Money;
import dev.spotdock.web.rest.AmountView;
import dev.spotdock.web.rest.SiteCurrency;
import dev.spotdock.web.security.Caller;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A timed auction. */
@Schema(name = "Auction")
record AuctionView(
        UUID id,
        @Schema(example = "Fleet sale") String title,
        AuctionState state,
        @Schema(description = "for the seller and operators; null for others")
                @Nullable UUID sellerId,
        Instant startsAt,
        @Schema(description = "what moved its lots' ends is in it") Instant endsAt,
        @Nullable AntiSnipeView antiSnipe,
        @Schema(description = "held of each bidder before the first bid")
                @Nullable AmountView deposit,
        @Schema(description = "how many") int lots,
        Instant createdAt,
        @Schema(description = "also the ETag") long version) {

    /** When a lot's end moves. */
    @Schema(name = "AntiSnipe")
    record AntiSnipeView(
            @Schema(type = "string", format = "duration", example = "PT2M") Duration window,
            @Schema(type = "string", format = "duration", example = "PT2M") Duration extension,
            @Schema(example = "10") int max) {

        private static @Nullable AntiSnipeView of(@Nullable AntiSnipe antiSnipe) {
            return antiSnipe == null
                    ? null
                    : new AntiSnipeView(antiSnipe.window(), antiSnipe.extension(), antiSnipe.max());
        }
    }

    static AuctionView of(AuctionDetails auction, Caller caller, SiteCurrency site) {
        Money deposit = auction.deposit();
        boolean named = caller.isOperator() || caller.accountId().equals(auction.seller());
        return new AuctionView(
                auction.auctionId().value(),
                auction.title(),
                auction.state(),
                named ? auction.seller().value() : null,
                auction.startsAt(),
                auction.endsAt(),
                AntiSnipeView.of(auction.antiSnipe()),
                deposit == null ? null : site.amount(deposit),
                auction.lots(),
                auction.createdAt(),
                auction.version());
    }

    static String eTag(AuctionDetails auction) {
        return "\"%d\"".formatted(auction.version());
    }
}
