package dev.spotdock.billing.metering.rating;

import dev.spotdock.billing.MeterExhausted.Cause;
import dev.spotdock.kernel.id.AllocationId;
import dev.spotdock.kernel.id.BidId;

/**
 * The end of a meter's money.
 *
 * @param at milliseconds since the epoch
 */
public record Exhaustion(AllocationId allocationId, BidId bidId, Cause cause, long at) {}
