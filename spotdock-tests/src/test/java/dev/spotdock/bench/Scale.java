package dev.spotdock.bench;

/**
 * How much of its size a benchmark of large tables takes: {@code -Dspotdock.bench.percent}. Less
 * than 100 is for trying it out.
 */
final class Scale {

    private static final int PERCENT = Integer.getInteger("spotdock.bench.percent", 100);

    private Scale() {}

    static int of(int size) {
        return Math.max(1, Math.toIntExact((long) size * PERCENT / 100));
    }
}
