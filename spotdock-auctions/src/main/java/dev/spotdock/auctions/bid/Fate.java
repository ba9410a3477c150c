package dev.spotdock.auctions.bid;

import dev.spotdock.auctions.AllocationEnd;
import dev.spotdock.auctions.BidStatus;
import dev.spotdock.auctions.OnEviction;
import dev.spotdock.auctions.ReasonCode;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a bid whose allocation has ended.
 *
 * @param status {@code SUBMITTED} is back in the book
 */
record Fate(BidStatus status, ReasonCode reason) {

    /**
     * Decides. A stop that was asked for wins over how the workload then ended, also when it ended
     * by itself in the meantime.
     *
     * @param stopReason why it was to be stopped; null: nobody asked, or it ended by itself before
     *     an eviction's deadline
     * @param startFailures in a row, this one included
     * @param startAttemptsMax the failure that is one too many
     */
    static Fate of(
            AllocationEnd end,
            @Nullable ReasonCode stopReason,
            OnEviction onEviction,
            int startFailures,
            int startAttemptsMax) {
        if (stopReason != null) {
            return stopped(stopReason, onEviction);
        }
        return switch (end) {
            case EXITED, STOPPED -> new Fate(BidStatus.COMPLETED, ReasonCode.EXITED);
            case OOM_KILLED -> new Fate(BidStatus.COMPLETED, ReasonCode.OOM_KILLED);
            case IMAGE_PULL_FAILED -> new Fate(BidStatus.FAILED, ReasonCode.IMAGE_PULL_FAILED);
            case IMAGE_NOT_ALLOWED -> new Fate(BidStatus.FAILED, ReasonCode.IMAGE_NOT_ALLOWED);
            case START_FAILED ->
                    new Fate(
                            startFailures < startAttemptsMax
                                    ? BidStatus.SUBMITTED
                                    : BidStatus.FAILED,
                            ReasonCode.START_FAILED);
            case NODE_LOST -> evicted(ReasonCode.NODE_LOST, onEviction);
        };
    }

    /** Whether a bid that is being stopped for that reason will be back in the book. */
    static boolean comesBack(ReasonCode stopReason, OnEviction onEviction) {
        return !stopped(stopReason, onEviction).status().isFinal();
    }

    private static Fate stopped(ReasonCode reason, OnEviction onEviction) {
        return switch (reason) {
            case CANCELLED_BY_USER -> new Fate(BidStatus.CANCELLED, reason);
            case DISPLACED -> new Fate(BidStatus.SUBMITTED, reason);
            case OUTBID, DRILL, NODE_DRAINED, RESERVATION -> evicted(reason, onEviction);
            default -> new Fate(BidStatus.COMPLETED, reason);
        };
    }

    private static Fate evicted(ReasonCode reason, OnEviction onEviction) {
        return new Fate(
                switch (onEviction) {
                    case REQUEUE -> BidStatus.SUBMITTED;
                    case TERMINATE -> BidStatus.EVICTED;
                },
                reason);
    }
}
