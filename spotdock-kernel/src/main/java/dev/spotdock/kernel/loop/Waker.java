package dev.spotdock.kernel.loop;

/** Cuts a loop's pause short; filled by the composition root. */
@FunctionalInterface
public interface Waker {

    /**
     * Runs the named loop soon, on this instance. Cheap, never blocks; unknown names are ignored.
     */
    void wake(String loopName);
}
