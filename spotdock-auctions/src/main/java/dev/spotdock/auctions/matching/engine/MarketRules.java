package dev.spotdock.auctions.matching.engine;

import dev.spotdock.kernel.resources.SlotShape;

/**
 * What one pool's matching goes by.
 *
 * @param slot the pricing unit of capacity
 * @param floorPrice micro-units per slot-hour: cheaper bids do not run
 * @param minimumStepBasisPoints by how many ten-thousandths of a victim's effective unit price a
 *     newcomer must outbid it, 0 to 100,000
 * @param evictionMustGain whether a newcomer must pay more per hour than all its victims together
 * @param budget how many notices may be given now
 */
public record MarketRules(
        SlotShape slot,
        long floorPrice,
        int minimumStepBasisPoints,
        boolean evictionMustGain,
        NoticeBudget budget) {

    private static final long WHOLE = 10_000;
    private static final int STEP_MAX = 100_000;

    public MarketRules {
        if (floorPrice < 0 || minimumStepBasisPoints < 0 || minimumStepBasisPoints > STEP_MAX) {
            throw new IllegalArgumentException(
                    "expected a floor of at least 0 and a step of 0 to 100,000, but they are %d and %d"
                            .formatted(floorPrice, minimumStepBasisPoints));
        }
    }

    /**
     * The least effective unit price that outbids this one: {@code price + max(1, ceil(step *
     * price))}.
     *
     * @param price micro-units per slot-hour, 0 to 2^53; in two parts, so that 64 bits suffice
     */
    public long toOutbid(long price) {
        long step =
                price / WHOLE * minimumStepBasisPoints
                        + Math.ceilDiv(price % WHOLE * minimumStepBasisPoints, WHOLE);
        return price + Math.max(1, step);
    }

    /** The dearest price that this one outbids; negative if it outbids none. */
    long outbidUpTo(long price) {
        long low = -1;
        long high = price;
        while (low < high) {
            long middle = (low + high + 1) >> 1;
            if (middle < 0 || toOutbid(middle) <= price) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }
}
