package dev.spotdock.auctions.pricing.rule;

import java.math.BigInteger;

/**
 * A bid's price per slot-hour.
 *
 * @param unitPrice micro-units per slot-hour
 * @param effective the unit price less the surcharge: the one number that competes; below 2^53, so
 *     that a score of a Redis sorted set keeps it exactly
 */
public record UnitPrice(long unitPrice, long effective) {

    /** Doubles count exactly below it. */
    static final long LIMIT = 1L << 53;

    public UnitPrice {
        if (unitPrice < 0 || effective < 0 || effective > unitPrice || unitPrice >= LIMIT) {
            throw new IllegalArgumentException(
                    "expected 0 <= effective <= unit price < 2^53, but they are %d and %d"
                            .formatted(effective, unitPrice));
        }
    }

    /**
     * Both rounded down: {@code unitPrice = maxPerHour * 1000 / milliSlots}, {@code effective =
     * unitPrice * (100 - surchargePercent) / 100}.
     *
     * @param maxPerHour micro-units per hour for the whole container, at least 0
     * @param milliSlots at least 1
     * @param surchargePercent 0 to 50
     * @throws ArithmeticException if the price does not fit 64 bits
     * @throws IllegalArgumentException if it is 2^53 or more
     */
    public static UnitPrice of(long maxPerHour, long milliSlots, int surchargePercent) {
        long unitPrice =
                BigInteger.valueOf(maxPerHour)
                        .multiply(BigInteger.valueOf(1000))
                        .divide(BigInteger.valueOf(milliSlots))
                        .longValueExact();
        long effective = Math.multiplyExact(unitPrice, 100L - surchargePercent) / 100;
        return new UnitPrice(unitPrice, effective);
    }
}
