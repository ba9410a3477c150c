package dev.spotdock.auctions.bid;

import dev.spotdock.auctions.BidDetails;
import dev.spotdock.auctions.ReasonCode;
import dev.spotdock.kernel.money.Price;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How a bid looks to its owner. */
final class Details {

    private Details() {}

    static BidDetails of(Bid bid, @Nullable Allocation latest) {
        Offered asked = bid.asked();
        Lowered lowered = bid.lowered();
        Terms terms = bid.terms();
        Eviction eviction = bid.eviction();
        Reserved reserved = bid.reserved();
        return new BidDetails(
                bid.bidId(),
                bid.accountId(),
                bid.pool(),
                bid.status(),
                bid.why().reason(),
                bid.demand().resources(),
                bid.demand().milliSlots(),
                asked.surchargePercent(),
                new Price(asked.maxPricePerHour(), asked.quotedPer()),
                asked.unitPrice(),
                bid.offered().effectiveUnitPrice(),
                lowered == null ? null : lowered.details(),
                bid.image().container(),
                terms.validFor(),
                terms.maxRuntime(),
                terms.onEviction(),
                Duration.ofMillis(terms.noticeMs()),
                Duration.ofMillis(terms.minRunMs()),
                terms.alertPercent(),
                terms.budget(),
                bid.submittedAt(),
                bid.expiresAt(),
                stopsAt(bid.stopsAt(), bid.stopReason(), reserved == null ? null : reserved.to()),
                latest == null ? null : latest.details(),
                eviction == null ? null : eviction.details(),
                bid.atRisk(),
                bid.attempts(),
                bid.version(),
                bid.reservationId());
    }

    static BidDetails.@Nullable StopsAt stopsAt(
            @Nullable Instant at, @Nullable ReasonCode why, @Nullable Instant reservedTo) {
        return at == null
                ? null
                : new BidDetails.StopsAt(at, why == null ? stopsFor(at, reservedTo) : why);
    }

    /** Why it stops at that instant by itself: its reservation ends, or else its runtime. */
    static ReasonCode stopsFor(@Nullable Instant at, @Nullable Instant reservedTo) {
        return at != null && at.equals(reservedTo)
                ? ReasonCode.RESERVATION
                : ReasonCode.MAX_RUNTIME;
    }
}
