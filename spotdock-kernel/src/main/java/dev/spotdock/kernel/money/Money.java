package dev.spotdock.kernel.money;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.Pattern;

/**
 * An amount of the installation's one currency, in whole micro-units (1,000,000 = 1.00).
 *
 * <p>Never floating point. May be negative in a difference; what must not be negative says so where
 * it is used.
 *
 * @param micros micro-units
 */
public record Money(long micros) implements Comparable<Money> {

    public static final Money ZERO = new Money(0);

    /** Micro-units in one unit of the currency. */
    public static final long MICROS_PER_UNIT = 1_000_000L;

    private static final int DECIMALS = 6;

    private static final Pattern PLAIN = Pattern.compile("-?\\d+(\\.\\d+)?");

    /** Bounds text before it is parsed, so that "1e999999999" costs nothing. */
    private static final int TEXT_LENGTH_MAX = 40;

    public static Money ofMicros(long micros) {
        return new Money(micros);
    }

    /**
     * Reads a plain decimal such as {@code "0.05"}: no exponent, at most six decimals.
     *
     * @throws IllegalArgumentException with a message fit for the user
     */
    public static Money parse(String text) {
        BigDecimal decimal = decimal(text);
        try {
            return new Money(decimal.movePointRight(DECIMALS).longValueExact());
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(
                    "must have at most six decimals and fit 64 bits of micro-units", e);
        }
    }

    static BigDecimal decimal(String text) {
        if (text.length() > TEXT_LENGTH_MAX || !PLAIN.matcher(text).matches()) {
            throw new IllegalArgumentException("must be a plain decimal such as \"0.05\"");
        }
        return new BigDecimal(text);
    }

    public Money plus(Money other) {
        return new Money(Math.addExact(micros, other.micros));
    }

    public Money minus(Money other) {
        return new Money(Math.subtractExact(micros, other.micros));
    }

    public boolean isNegative() {
        return micros < 0;
    }

    public boolean isPositive() {
        return micros > 0;
    }

    /**
     * The decimal as the API prints it: no exponent, no trailing zeros, {@code "0"} for nothing.
     */
    public String toDecimal() {
        return plain(BigDecimal.valueOf(micros, DECIMALS));
    }

    static String plain(BigDecimal decimal) {
        return decimal.signum() == 0 ? "0" : decimal.stripTrailingZeros().toPlainString();
    }

    /** {@code numerator / denominator} micro-units as a decimal, rounded down to six decimals. */
    static String quotient(long numerator, long denominator) {
        return plain(
                BigDecimal.valueOf(numerator, DECIMALS)
                        .divide(BigDecimal.valueOf(denominator), DECIMALS, RoundingMode.FLOOR));
    }

    @Override
    public int compareTo(Money other) {
        return Long.compare(micros, other.micros);
    }

    @Override
    public String toString() {
        return toDecimal();
    }
}
