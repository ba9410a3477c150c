package dev.spotdock.billing.metering.rating;

import dev.spotdock.kernel.money.Price;
import java.math.BigInteger;

/**
 * A constant rate since a start; all amounts are cumulative, so that cutting time into slices never
 * adds a rounding.
 *
 * @param ratePerHourMicros at least 0
 * @param startedAt milliseconds since the epoch
 */
record Tariff(long ratePerHourMicros, long startedAt) {

    /** Later than any instant that is metered: the end of the year 9999. */
    static final long NEVER = 253_402_300_799_999L;

    private static final BigInteger MILLIS_PER_HOUR = BigInteger.valueOf(3_600_000L);

    /** {@code floor(rate * (at - startedAt) / 3,600,000)} micro-units; 0 before the start. */
    long due(long at) {
        return at <= startedAt ? 0 : Price.due(ratePerHourMicros, at - startedAt).micros();
    }

    /**
     * The first millisecond at which {@link #due} is at least {@code micros}; {@link #NEVER} if
     * that is later or the rate is 0.
     */
    long reaches(long micros) {
        if (ratePerHourMicros == 0) {
            return NEVER;
        }
        BigInteger rate = BigInteger.valueOf(ratePerHourMicros);
        BigInteger millis =
                BigInteger.valueOf(micros)
                        .multiply(MILLIS_PER_HOUR)
                        .add(rate.subtract(BigInteger.ONE))
                        .divide(rate);
        BigInteger at = millis.add(BigInteger.valueOf(startedAt));
        return at.min(BigInteger.valueOf(NEVER)).longValueExact();
    }
}
