package dev.spotdock.kernel.money;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * What a whole container may cost per time.
 *
 * @param microsPerHour micro-units per hour, at least 0; kept per hour so that every quote converts
 *     exactly
 * @param quotedPer how the user quoted it, and so how it is shown
 */
public record Price(long microsPerHour, Per quotedPer) {

    public Price {
        if (microsPerHour < 0) {
            throw new IllegalArgumentException("a price is not negative: " + microsPerHour);
        }
    }

    /**
     * Reads a quote, for example {@code ("0.05", MINUTE)} = 3,000,000 micro-units per hour.
     *
     * @throws IllegalArgumentException with a message fit for the user, if the text is no plain
     *     decimal, is negative, or is not a whole number of micro-units per hour
     */
    public static Price parse(String amount, Per per) {
        BigDecimal quoted = Money.decimal(amount);
        if (quoted.signum() < 0) {
            throw new IllegalArgumentException("must not be negative");
        }
        try {
            long microsPerHour =
                    quoted.multiply(BigDecimal.valueOf(per.timesPerHour()))
                            .movePointRight(6)
                            .longValueExact();
            return new Price(microsPerHour, per);
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(
                    "must be a whole number of micro-units per hour and fit 64 bits", e);
        }
    }

    /** The amount in the quote's own unit, exact: what {@link #parse} was given. */
    public String amount() {
        return Money.plain(
                BigDecimal.valueOf(microsPerHour, 6)
                        .divide(
                                BigDecimal.valueOf(quotedPer.timesPerHour()),
                                18,
                                RoundingMode.FLOOR));
    }

    /** Any hourly rate in this unit, rounded down to six decimals: for display only. */
    public static String display(long microsPerHour, Per per) {
        return Money.quotient(microsPerHour, per.timesPerHour());
    }

    /**
     * What {@code millis} at this price cost, rounded down to a micro-unit.
     *
     * @throws ArithmeticException if the result does not fit 64 bits
     */
    public Money forMillis(long millis) {
        return due(microsPerHour, millis);
    }

    /** {@code floor(microsPerHour * millis / 3,600,000)}, 128 bits in between. */
    public static Money due(long microsPerHour, long millis) {
        long high = Math.multiplyHigh(microsPerHour, millis);
        long low = microsPerHour * millis;
        if (high == 0 && low >= 0) {
            return new Money(low / 3_600_000L);
        }
        return new Money(
                BigDecimal.valueOf(microsPerHour)
                        .multiply(BigDecimal.valueOf(millis))
                        .divideToIntegralValue(BigDecimal.valueOf(3_600_000L))
                        .longValueExact());
    }
}
