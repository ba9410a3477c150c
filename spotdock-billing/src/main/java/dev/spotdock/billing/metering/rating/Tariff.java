package dev.spotdock.billing.metering.rating;

import java.math.BigInteger;
import java.util.List;

/**
 * What run time cost until an instant, and the rates from there on; the last one goes on for ever.
 * All amounts are cumulative, so that cutting time into slices never adds a rounding.
 */
public final class Tariff {

    /** Later than any instant that is metered: the end of the year 9999. */
    static final long NEVER = 253_402_300_799_999L;

    private static final BigInteger MILLIS_PER_HOUR = BigInteger.valueOf(3_600_000L);

    private final BigInteger accrued;
    private final long since;
    private final List<RateStep> steps;
    private final int current;

    private Tariff(BigInteger accrued, long since, List<RateStep> steps, int current) {
        this.accrued = accrued;
        this.since = since;
        this.steps = steps;
        this.current = current;
    }

    /**
     * The tariff of a meter.
     *
     * @param accrued the sum of rate times milliseconds until {@code since}
     * @param since milliseconds since the epoch
     * @param steps in the order of time; at least one, the first not after {@code since}
     */
    public static Tariff of(BigInteger accrued, long since, List<RateStep> steps) {
        if (steps.isEmpty() || steps.getFirst().from() > since) {
            throw new IllegalArgumentException("no rate at %d: %s".formatted(since, steps));
        }
        return new Tariff(BigInteger.ZERO, since, List.copyOf(steps), 0).at(accrued, since);
    }

    /** What is due for a sum of rate times milliseconds, rounded down to a micro-unit. */
    static long due(BigInteger accrued) {
        return accrued.divide(MILLIS_PER_HOUR).longValueExact();
    }

    /** The sum of rate times milliseconds until {@link #since}. */
    public BigInteger accrued() {
        return accrued;
    }

    long since() {
        return since;
    }

    /** Micro-units per hour at {@link #since}. */
    public long ratePerHourMicros() {
        return steps.get(current).ratePerHourMicros();
    }

    /**
     * When the rate changes next; {@link Long#MAX_VALUE} if it is not known to.
     *
     * @param at not before {@link #since}
     */
    long nextStepAfter(long at) {
        int step = current;
        while (endOf(step) <= at) {
            step++;
        }
        return endOf(step);
    }

    /** {@code floor(sum(rate * ms) / 3,600,000)} micro-units until an instant. */
    long due(long at) {
        return due(accruedAt(at));
    }

    /** The same tariff from a later instant on. */
    Tariff from(long at) {
        return at(accruedAt(at), at);
    }

    private Tariff at(BigInteger sum, long at) {
        int step = current;
        while (endOf(step) <= at) {
            step++;
        }
        return new Tariff(sum, at, steps, step);
    }

    /**
     * The first millisecond, not before {@link #since}, at which {@link #due} is at least {@code
     * micros} <em>and</em> time costs something; {@link #NEVER} if there is none.
     */
    long reaches(BigInteger micros) {
        BigInteger missing = micros.multiply(MILLIS_PER_HOUR).subtract(accrued);
        long from = since;
        for (int step = current; from < NEVER; step++) {
            BigInteger rate = BigInteger.valueOf(steps.get(step).ratePerHourMicros());
            long length = endOf(step) - from;
            if (rate.signum() > 0) {
                BigInteger millis = ceiling(missing, rate);
                if (millis.compareTo(BigInteger.valueOf(length)) < 0) {
                    return Math.min(from + millis.longValueExact(), NEVER);
                }
                missing = missing.subtract(rate.multiply(BigInteger.valueOf(length)));
            }
            from += length;
        }
        return NEVER;
    }

    private static BigInteger ceiling(BigInteger dividend, BigInteger divisor) {
        return dividend.signum() <= 0
                ? BigInteger.ZERO
                : dividend.add(divisor).subtract(BigInteger.ONE).divide(divisor);
    }

    private BigInteger accruedAt(long at) {
        BigInteger sum = accrued;
        long from = since;
        for (int step = current; from < at; step++) {
            long to = Math.min(at, endOf(step));
            sum = sum.add(accrual(steps.get(step).ratePerHourMicros(), to - from));
            from = to;
        }
        return sum;
    }

    /** Rate times milliseconds. */
    static BigInteger accrual(long ratePerHourMicros, long millis) {
        return BigInteger.valueOf(ratePerHourMicros).multiply(BigInteger.valueOf(millis));
    }

    private long endOf(int step) {
        return step + 1 < steps.size() ? steps.get(step + 1).from() : Long.MAX_VALUE;
    }

    @Override
    public String toString() {
        return "%s until %d, then %s"
                .formatted(accrued, since, steps.subList(current, steps.size()));
    }
}
