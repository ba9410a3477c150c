package dev.spotdock.replay;

import java.util.function.LongSupplier;

/** Price, utilisation and evictions over the time in which bids arrive, in equal steps. */
final class Timeline {

    static final int STEPS = 240;

    private final long span;
    private final double[] price = new double[STEPS];
    private final double[] used = new double[STEPS];
    private final double[] evictions = new double[STEPS];
    private int sampled;

    /**
     * @param span milliseconds, at least 1
     */
    Timeline(long span) {
        this.span = span;
    }

    /** The price is asked for once a step. */
    void sample(long now, LongSupplier currentPrice) {
        if (now >= span || step(now) < sampled) {
            return;
        }
        long current = currentPrice.getAsLong();
        int until = step(now);
        while (sampled <= until) {
            price[sampled++] = current;
        }
    }

    void used(long from, long to, double share) {
        long at = from;
        while (at < to) {
            int step = step(at);
            long end = Math.min(to, Math.max(at + 1, startOf(step + 1)));
            used[step] += share * (end - at) / ((double) span / STEPS);
            at = end;
        }
    }

    void evicted(long now) {
        if (now < span) {
            evictions[step(now)]++;
        }
    }

    private int step(long at) {
        return (int) Math.min(STEPS - 1, at * STEPS / span);
    }

    private long startOf(int step) {
        return Math.ceilDiv(step * span, (long) STEPS);
    }

    /** Hours since the first arrival, the middle of each step. */
    double[] hours() {
        double[] hours = new double[STEPS];
        for (int i = 0; i < STEPS; i++) {
            hours[i] = (i + 0.5) * span / STEPS / 3_600_000.0;
        }
        return hours;
    }

    /** Currency units per slot-hour at the start of each step. */
    double[] prices() {
        double[] prices = new double[STEPS];
        for (int i = 0; i < STEPS; i++) {
            prices[i] = price[i] / 1_000_000;
        }
        return prices;
    }

    /** Of the resource that is scarcest at the time. */
    double[] utilisation() {
        return used.clone();
    }

    /** Evictions up to the end of each step. */
    double[] evictions() {
        double[] sums = evictions.clone();
        for (int i = 1; i < STEPS; i++) {
            sums[i] += sums[i - 1];
        }
        return sums;
    }
}
