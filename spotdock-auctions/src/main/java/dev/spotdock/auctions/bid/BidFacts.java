package dev.spotdock.auctions.bid;

import dev.spotdock.auctions.AttemptFreed;
import dev.spotdock.auctions.BidCancelled;
import dev.spotdock.auctions.BidCompleted;
import dev.spotdock.auctions.BidEvicted;
import dev.spotdock.auctions.BidExpired;
import dev.spotdock.auctions.BidFailed;
import dev.spotdock.auctions.BidFunding.Shortage;
import dev.spotdock.auctions.BidMatched;
import dev.spotdock.auctions.BidRepriced;
import dev.spotdock.auctions.BidRequeued;
import dev.spotdock.auctions.BidRunning;
import dev.spotdock.auctions.BidStopRequested;
import dev.spotdock.auctions.BidSubmitted;
import dev.spotdock.auctions.BidUnfunded;
import dev.spotdock.auctions.EvictionNoticed;
import dev.spotdock.auctions.EvictionWithdrawn;
import dev.spotdock.auctions.ReasonCode;
import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.AllocationId;
import dev.spotdock.kernel.id.BidId;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The event that tells the change which a bid has just made. */
final class BidFacts {

    private BidFacts() {}

    static BidSubmitted submitted(Bid bid) {
        return new BidSubmitted(
                bid.bidId(),
                bid.accountId(),
                bid.pool(),
                bid.demand().resources(),
                bid.demand().milliSlots(),
                bid.offered().maxPricePerHour(),
                bid.offered().effectiveUnitPrice(),
                bid.sequence(),
                bid.version(),
                bid.expiresAt(),
                bid.reservationId(),
                bid.why().at());
    }

    static BidRepriced repriced(
            Bid bid, @Nullable Instant from, @Nullable Shortage shortage, Instant at) {
        return new BidRepriced(
                bid.bidId(),
                bid.accountId(),
                bid.pool(),
                bid.status(),
                bid.demand().resources(),
                bid.demand().milliSlots(),
                bid.asked().maxPricePerHour(),
                bid.asked().effectiveUnitPrice(),
                bid.sequence(),
                bid.version(),
                from,
                shortage == null ? null : shortage.required(),
                at);
    }

    static BidMatched matched(Bid bid, Allocation allocation, Instant startBy) {
        return new BidMatched(
                bid.bidId(),
                allocation.allocationId(),
                bid.accountId(),
                bid.pool(),
                allocation.node(),
                allocation.attempt(),
                bid.demand().resources(),
                bid.image().container(),
                bid.offered().effectiveUnitPrice(),
                allocation.ratePerHourMicros(),
                bid.terms().budget(),
                bid.reservationId(),
                startBy,
                bid.version(),
                bid.why().at());
    }

    static BidRunning running(Bid bid, Allocation allocation, Instant startedAt) {
        return new BidRunning(
                bid.bidId(),
                allocation.allocationId(),
                bid.accountId(),
                bid.pool(),
                bid.version(),
                startedAt);
    }

    static BidStopRequested stopRequested(Bid bid, Allocation allocation, Duration stopTimeout) {
        return new BidStopRequested(
                bid.bidId(),
                allocation.allocationId(),
                bid.accountId(),
                bid.pool(),
                bid.why().code(),
                stopTimeout,
                bid.version(),
                bid.why().at());
    }

    static EvictionNoticed noticed(Bid bid, Allocation allocation, Eviction notice) {
        return new EvictionNoticed(
                bid.bidId(),
                allocation.allocationId(),
                bid.accountId(),
                bid.pool(),
                notice.reason(),
                notice.deadline(),
                notice.ownUnitPrice(),
                notice.winningUnitPrice(),
                bid.version(),
                notice.noticedAt());
    }

    static EvictionWithdrawn withdrawn(Bid bid, Allocation allocation) {
        return new EvictionWithdrawn(
                bid.bidId(),
                allocation.allocationId(),
                bid.accountId(),
                bid.pool(),
                bid.version(),
                bid.why().at());
    }

    static AttemptFreed freed(Bid bid, Allocation attempt, Instant at) {
        return new AttemptFreed(
                bid.bidId(), attempt.allocationId(), bid.accountId(), bid.pool(), at);
    }

    /** What a bid became whose allocation ended, or that left the book: final or back in it. */
    static Object ended(Bid bid, @Nullable Integer exitCode) {
        return switch (bid.status()) {
            case SUBMITTED -> requeued(bid);
            case COMPLETED -> last(BidCompleted::new, bid, exitCode);
            case EVICTED -> last(BidEvicted::new, bid, exitCode);
            case EXPIRED -> last(BidExpired::new, bid, exitCode);
            case FAILED -> last(BidFailed::new, bid, exitCode);
            case CANCELLED -> last(BidCancelled::new, bid, exitCode);
            case MATCHED, RUNNING ->
                    throw new IllegalStateException("bid " + bid.bidId() + " has not ended");
        };
    }

    static BidUnfunded unfunded(Bid bid, ReasonCode cause, Shortage shortage) {
        return new BidUnfunded(
                bid.bidId(),
                bid.accountId(),
                bid.pool(),
                cause,
                shortage.required(),
                shortage.available(),
                bid.version(),
                bid.expiresAt(),
                bid.why().at());
    }

    static BidRequeued requeued(Bid bid) {
        return new BidRequeued(
                bid.bidId(),
                bid.accountId(),
                bid.pool(),
                bid.demand().resources(),
                bid.demand().milliSlots(),
                bid.offered().maxPricePerHour(),
                bid.offered().effectiveUnitPrice(),
                bid.sequence(),
                bid.version(),
                bid.expiresAt(),
                bid.why().code(),
                bid.reservationId(),
                bid.why().at());
    }

    /** All last events of a bid carry the same. */
    @FunctionalInterface
    private interface Last {
        Object of(
                BidId bidId,
                @Nullable AllocationId allocationId,
                AccountId accountId,
                String pool,
                ReasonCode reason,
                @Nullable Integer exitCode,
                long version,
                Instant at);
    }

    private static Object last(Last event, Bid bid, @Nullable Integer exitCode) {
        return event.of(
                bid.bidId(),
                bid.allocationId(),
                bid.accountId(),
                bid.pool(),
                bid.why().code(),
                exitCode,
                bid.version(),
                bid.why().at());
    }
}
