package dev.spotdock.compute.spi;

import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Waiting with a deadline: asks again and again, and says what it saw last when time is up. */
public final class Await {

    /** Generous: only a failing test ever waits that long. */
    private static final Duration DEADLINE = Duration.ofSeconds(20);

    private Await() {}

    /**
     * The first value that satisfies the condition.
     *
     * @param pause what happens between two looks; virtual time moves on, real time passes
     * @throws AssertionError if none does within 20 s
     */
    public static <T> T until(Supplier<T> look, Predicate<? super T> condition, Runnable pause) {
        long start = System.nanoTime();
        T seen = look.get();
        while (!condition.test(seen)) {
            if (System.nanoTime() - start > DEADLINE.toNanos()) {
                throw new AssertionError("not within " + DEADLINE + ", last seen: " + seen);
            }
            pause.run();
            seen = look.get();
        }
        return seen;
    }
}
