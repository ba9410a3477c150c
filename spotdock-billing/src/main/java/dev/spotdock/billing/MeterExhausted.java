package dev.spotdock.billing;

import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.AllocationId;
import dev.spotdock.kernel.id.BidId;
import java.time.Instant;

/**
 * A running allocation has nothing left to live on, and is to be stopped. At most once per
 * allocation; not for one whose meter is stopped before that is noticed.
 *
 * @param at the instant at which the money ended
 */
public record MeterExhausted(
        AllocationId allocationId, BidId bidId, AccountId accountId, Cause cause, Instant at) {

    /** What came to its end. */
    public enum Cause {
        /** The wallet's free money and the bid's own hold. */
        FUNDS,
        /** The bid's budget. */
        BUDGET
    }
}
