package dev.spotdock.runtime.loop;

import dev.spotdock.kernel.loop.Loop;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One loop on its virtual thread: run, pause, run again; a failure makes the pause longer. */
final class LoopThread {

    private static final Logger log = LoggerFactory.getLogger(LoopThread.class);

    /** Doublings of the pause: more would only overflow. */
    private static final int DOUBLINGS_MAX = 20;

    private static final Duration BACKOFF_MIN = Duration.ofMillis(200);

    private final Loop loop;
    private final InstantSource clock;
    private final Duration backoffMax;
    private final Timer runs;
    private final Counter failed;
    private final Semaphore wakes = new Semaphore(0);
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread thread;

    LoopThread(Loop loop, InstantSource clock, Duration backoffMax, MeterRegistry meters) {
        this.loop = loop;
        this.clock = clock;
        this.backoffMax = backoffMax;
        this.runs = meters.timer("spotdock.loop.run", "loop", loop.name());
        this.failed = meters.counter("spotdock.loop.failures", "loop", loop.name());
        this.thread = Thread.ofVirtual().name("loop-" + loop.name()).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** Cuts the current pause short, or the next one; several wakes before a run are one. */
    void wake() {
        if (wakes.availablePermits() == 0) {
            wakes.release();
        }
    }

    /** Lets the running pass end and starts no other. Returns at once. */
    void requestStop() {
        stopping.countDown();
        wakes.release();
    }

    /** Waits for the last pass, and interrupts it when it takes too long. */
    void awaitStopped(Duration timeout) throws InterruptedException {
        if (!thread.join(timeout)) {
            log.warn("Loop {} did not stop within {}, interrupting it", loop.name(), timeout);
            thread.interrupt();
        }
    }

    private void run() {
        int failures = 0;
        try {
            while (stopping.getCount() > 0) {
                failures = runs.record(this::runOnce) ? 0 : failures + 1;
                pause(failures);
            }
        } catch (InterruptedException interrupted) {
            log.debug("Loop {} was interrupted", loop.name());
        }
    }

    /** Whether the pass went well. Whatever it throws must not end the loop. */
    @SuppressWarnings("CatchingUnchecked")
    private boolean runOnce() {
        try {
            loop.runOnce(clock.instant());
            return true;
        } catch (Throwable e) {
            failed.increment();
            if (stopping.getCount() > 0) {
                log.warn("Loop {} failed, trying again later", loop.name(), e);
            }
            return false;
        }
    }

    private void pause(int failures) throws InterruptedException {
        if (failures == 0) {
            boolean woken = wakes.tryAcquire(loop.interval().toNanos(), TimeUnit.NANOSECONDS);
            if (woken) {
                wakes.drainPermits();
            }
        } else {
            // a wake does not shorten this: what just failed would be asked again at once
            if (stopping.await(backoff(failures).toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        }
    }

    private Duration backoff(int failures) {
        Duration shortest =
                loop.interval().compareTo(BACKOFF_MIN) < 0 ? BACKOFF_MIN : loop.interval();
        Duration backoff = shortest.multipliedBy(1L << Math.min(failures - 1, DOUBLINGS_MAX));
        return backoff.compareTo(backoffMax) < 0 ? backoff : backoffMax;
    }
}
