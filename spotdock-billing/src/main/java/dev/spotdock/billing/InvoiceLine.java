package dev.spotdock.billing;

import dev.spotdock.kernel.id.AllocationId;
import dev.spotdock.kernel.id.BidId;
import dev.spotdock.kernel.money.Money;
import java.time.Duration;
import java.time.Instant;

/**
 * A stretch of an allocation's run time at one rate, and what it cost. Recomputed by {@code amount
 * = floor((carried + ratePerHourMicros * milliseconds) / 3,600,000)} micro-units.
 *
 * @param place what names it within its invoice, and its place in the order
 * @param reversed a charge that a refund of the same invoice takes back
 * @param to exclusive
 * @param carried the part of a micro-unit that the allocation's time before left over: 0 to
 *     3,599,999 micro-units * milliseconds per hour
 * @param amount what the time costs
 * @param charged what was taken for it, or given back; less than {@code amount} where the money
 *     ended, the rest is the platform's loss
 */
public record InvoiceLine(
        Place place,
        boolean reversed,
        Instant to,
        long ratePerHourMicros,
        long carried,
        Money amount,
        Money charged) {

    /**
     * The order of lines: bid, allocation, time; usage before its refund.
     *
     * @param from inclusive
     * @param slice number of its first slice, counted from 1 per allocation
     * @param refund a charge that was taken back
     */
    public record Place(
            BidId bidId, AllocationId allocationId, Instant from, int slice, boolean refund) {}

    public long milliseconds() {
        return Duration.between(place.from(), to).toMillis();
    }

    /** What it did to the wallet's balance. */
    public Money effect() {
        return place.refund() ? charged : Money.ZERO.minus(charged);
    }
}
