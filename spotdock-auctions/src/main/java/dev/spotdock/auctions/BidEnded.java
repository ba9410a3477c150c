package dev.spotdock.auctions;

import dev.spotdock.kernel.id.AllocationId;
import org.jspecify.annotations.Nullable;

/** A bid is over. */
public sealed interface BidEnded extends BidEvent
        permits BidCancelled, BidCompleted, BidEvicted, BidExpired, BidFailed {

    /** The latest; null if it was never matched. */
    @Nullable AllocationId allocationId();

    ReasonCode reason();

    /** Of its container; null where there was none. */
    @Nullable Integer exitCode();

    /** The bid's. */
    long version();
}
