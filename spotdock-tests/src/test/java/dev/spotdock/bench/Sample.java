package dev.spotdock.bench;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.LongStream;

/** Durations in nanoseconds, any order in, smallest first inside. */
final class Sample {

    private final long[] sorted;

    private Sample(long[] sorted) {
        this.sorted = sorted;
    }

    static Sample of(LongStream nanos) {
        long[] values = nanos.toArray();
        Arrays.sort(values);
        return new Sample(values);
    }

    int size() {
        return sorted.length;
    }

    /**
     * The smallest value that at least {@code percent} of all do not exceed (nearest rank).
     *
     * @param percent 1-100
     * @throws IllegalStateException for an empty sample
     */
    long percentile(int percent) {
        if (percent < 1 || percent > 100) {
            throw new IllegalArgumentException("expected 1-100, but it is " + percent);
        }
        if (sorted.length == 0) {
            throw new IllegalStateException("an empty sample has no percentile");
        }
        return sorted[(int) Math.ceilDiv((long) percent * sorted.length, 100L) - 1];
    }

    double percentileMillis(int percent) {
        return percentile(percent) / 1e6;
    }

    /** For the report: size, and milliseconds. */
    Map<String, Object> figures() {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("n", size());
        if (size() > 0) {
            figures.put("p50Millis", percentileMillis(50));
            figures.put("p95Millis", percentileMillis(95));
            figures.put("p99Millis", percentileMillis(99));
            figures.put("maxMillis", percentileMillis(100));
        }
        return figures;
    }
}
