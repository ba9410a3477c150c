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
     * @param stopReason why it was to be stopped; null: nobody asked
     * @param startFailures in a row, this one included
     * @param startAttemptsMax the failure that is one too many
     */
    static Fate of(
            AllocationEnd end,
            @Nullable ReasonCode stopReason,
            OnEviction onEviction,
            int startFailures,
            int startAttemptsMax) {
        if (stopReason == ReasonCode.CANCELLED_BY_USER) {
            return new Fate(BidStatus.CANCELLED, stopReason);
        }
        if (stopReason != null) {
            return new Fate(BidStatus.COMPLETED, stopReason);
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
            case NODE_LOST ->
                    new Fate(
                            switch (onEviction) {
                                case REQUEUE -> BidStatus.SUBMITTED;
                                case TERMINATE -> BidStatus.EVICTED;
                            },
                            ReasonCode.NODE_LOST);
        };
    }
}
