package dev.spotdock.auctions;

/** Where a bid is in its life. */
public enum BidStatus {
    SUBMITTED,
    MATCHED,
    RUNNING,
    COMPLETED,
    EVICTED,
    EXPIRED,
    FAILED,
    CANCELLED;

    /** Whether nothing can happen to the bid any more. */
    public boolean isFinal() {
        return switch (this) {
            case SUBMITTED, MATCHED, RUNNING -> false;
            case COMPLETED, EVICTED, EXPIRED, FAILED, CANCELLED -> true;
        };
    }

    /** Whether the bid has an allocation that takes capacity. */
    public boolean isPlaced() {
        return this == MATCHED || this == RUNNING;
    }
}
