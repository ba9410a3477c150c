package dev.spotdock.kernel.loop;

import java.time.Duration;
import java.time.Instant;

/**
 * Work done again and again by a thin scheduler. All of it is in {@link #runOnce}, so that a test
 * can run a day in a second.
 */
public interface Loop {

    /** Unique, in kebab case; used in logs, metrics and to wake it. */
    String name();

    /** The pause after a run that nothing cuts short. */
    Duration interval();

    /**
     * One bounded pass. Must be repeatable: it may run twice, late, or on another instance.
     *
     * @throws RuntimeException is logged and counted; the loop goes on with its next run
     */
    void runOnce(Instant now);
}
