package dev.spotdock.billing.metering.rating;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;

/**
 * What run time cost until an instant, and the rates from there on; the last one goes on for ever.
 * All amounts are cumulative, so that cutting time into slices never adds a rounding.
 */
public final class Tariff {

    /** Later than any instant that is metered: the end of the year 9999. */
    static final long NEVER = 253_402_300_799_999L;

    private final Accrual accrued;
    private final long since;
    private final RateStep[] steps;
    private final int current;

    private Tariff(Accrual accrued, long since, RateStep[] steps, int current) {
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
        return of(Accrual.of(accrued), since, steps);
    }

    private static Tariff of(Accrual accrued, long since, List<RateStep> steps) {
        if (steps.isEmpty() || steps.getFirst().from() > since) {
            throw new IllegalArgumentException("no rate at %d: %s".formatted(since, steps));
        }
        return new Tariff(accrued, since, steps.toArray(RateStep[]::new), 0).at(accrued, since);
    }

    /** With other rates from {@link #since} on. */
    Tariff with(List<RateStep> others) {
        return of(accrued, since, others);
    }

    /** The sum of rate times milliseconds until {@link #since}. */
    public BigInteger accrued() {
        return accrued.sum();
    }

    long since() {
        return since;
    }

    /** Micro-units per hour at {@link #since}. */
    public long ratePerHourMicros() {
        return steps[current].ratePerHourMicros();
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

    /** {@code floor(sum(rate * ms) / 3,600,000)} micro-units until {@link #since}. */
    long due() {
        return accrued.due();
    }

    /** The same until a later instant. */
    long due(long at) {
        return accruedAt(at).due();
    }

    /** The same tariff from a later instant on. */
    Tariff from(long at) {
        return at(accruedAt(at), at);
    }

    private Tariff at(Accrual sum, long at) {
        int step = current;
        while (endOf(step) <= at) {
            step++;
        }
        return new Tariff(sum, at, steps, step);
    }

    /**
     * The first millisecond, not before {@link #since}, at which {@link #due(long)} has grown by
     * {@code micros} <em>and</em> time costs something; {@link #NEVER} if there is none.
     */
    long reaches(long micros) {
        Accrual grown = new Accrual(0, accrued.rest());
        long from = since;
        for (int step = current; from < NEVER; step++) {
            long rate = steps[step].ratePerHourMicros();
            long length = endOf(step) - from;
            if (rate > 0) {
                long millis = grown.millisUntil(micros - grown.due(), rate);
                if (millis < length) {
                    return Math.min(from + millis, NEVER);
                }
                grown = grown.plus(rate, Math.min(length, NEVER));
            }
            from += length;
        }
        return NEVER;
    }

    private Accrual accruedAt(long at) {
        Accrual sum = accrued;
        long from = since;
        for (int step = current; from < at; step++) {
            long to = Math.min(at, endOf(step));
            sum = sum.plus(steps[step].ratePerHourMicros(), to - from);
            from = to;
        }
        return sum;
    }

    private long endOf(int step) {
        return step + 1 < steps.length ? steps[step + 1].from() : Long.MAX_VALUE;
    }

    @Override
    public String toString() {
        return "%s until %d, then %s"
                .formatted(
                        accrued.sum(), since, Arrays.asList(steps).subList(current, steps.length));
    }
}
