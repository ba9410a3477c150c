package dev.spotdock.web.rest.bids;

import dev.spotdock.auctions.BidStatus;
import dev.spotdock.auctions.ListBidTransitions.Transition;
import dev.spotdock.web.rest.PriceView;
import dev.spotdock.web.rest.SiteCurrency;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One change of a bid. */
@Schema(name = "BidTransition")
record TransitionView(
        long version,
        Instant at,
        BidStatus status,
        ReasonView reason,
        PriceView effectiveUnitPrice,
        PriceView marketPrice,
        @Nullable Integer attempt,
        @Nullable String node) {

    static TransitionView of(Transition transition, SiteCurrency site) {
        return new TransitionView(
                transition.version(),
                transition.at(),
                transition.status(),
                new ReasonView(transition.reason().wireName(), transition.message()),
                site.perSlotHour(transition.effectiveUnitPrice()),
                site.perSlotHour(transition.marketPrice()),
                transition.attempt(),
                transition.node());
    }

    @Schema(name = "BidTransitionReason")
    record ReasonView(@Schema(example = "starting") String code, String message) {}
}
