package dev.spotdock.compute.provider.docker;

import java.time.Duration;

/** A moment on the JVM's own clock until which something may take. */
record Deadline(long endNanos) {

    static Deadline in(Duration timeout) {
        return new Deadline(System.nanoTime() + timeout.toNanos());
    }

    /** Never negative. */
    Duration left() {
        return Duration.ofNanos(Math.max(0, endNanos - System.nanoTime()));
    }

    boolean passed() {
        return left().isZero();
    }

    /** What is left of it, at most {@code limit}. */
    Duration leftOr(Duration limit) {
        Duration left = left();
        return left.compareTo(limit) < 0 ? left : limit;
    }
}
