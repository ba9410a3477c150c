package dev.spotdock.compute.provider.simulated;

import dev.spotdock.kernel.id.AllocationId;
import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Calls the listener about when a workload changes, in real time. In virtual time that is merely
 * late or early, as hints may be.
 */
final class Hints {

    /** Later changes are left to listing, so that long sleepers do not fill the queue. */
    private static final Duration FARTHEST = Duration.ofMinutes(1);

    private @Nullable ScheduledThreadPoolExecutor timer;
    private volatile Consumer<AllocationId> listener = _ -> {};

    synchronized void to(Consumer<AllocationId> newListener) {
        listener = newListener;
        if (timer == null) {
            timer =
                    new ScheduledThreadPoolExecutor(
                            1, Thread.ofPlatform().daemon().name("simulated-hints").factory());
        }
    }

    synchronized void at(AllocationId id, Duration delay) {
        if (timer != null && !timer.isShutdown() && delay.compareTo(FARTHEST) < 0) {
            var _ =
                    timer.schedule(
                            () -> listener.accept(id),
                            Math.max(0, delay.toMillis()) + 1,
                            TimeUnit.MILLISECONDS);
        }
    }

    synchronized void close() {
        if (timer != null) {
            timer.shutdownNow();
        }
    }
}
