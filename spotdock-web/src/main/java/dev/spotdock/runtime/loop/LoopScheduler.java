package dev.spotdock.runtime.loop;

import dev.spotdock.kernel.loop.Loop;
import dev.spotdock.kernel.loop.Waker;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Runs every {@link Loop} of the application on a virtual thread of its own; starts after
 * everything else and stops first.
 */
@Component
final class LoopScheduler implements Waker, SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(LoopScheduler.class);

    /** After the web server (MAX_VALUE - 2048) and the event processors. */
    private static final int PHASE = Integer.MAX_VALUE - 512;

    private final ObjectProvider<Loop> loops;
    private final LoopProperties properties;
    private final InstantSource clock;
    private final MeterRegistry meters;
    private volatile Map<String, LoopThread> running = Map.of();

    /** The loops are a provider, because they themselves need the waker. */
    LoopScheduler(
            ObjectProvider<Loop> loops,
            LoopProperties properties,
            InstantSource clock,
            MeterRegistry meters) {
        this.loops = loops;
        this.properties = properties;
        this.clock = clock;
        this.meters = meters;
    }

    /**
     * {@inheritDoc}
     *
     * <p>Within a transaction the loop is woken after the commit: earlier it would see nothing. Not
     * by {@code afterCommit}: whoever registers during that phase, as those do who wake after the
     * commit themselves, is not called any more.
     */
    @Override
    public void wake(String loopName) {
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            TransactionSynchronizationManager.registerSynchronization(
                    new TransactionSynchronization() {
                        @Override
                        public void afterCompletion(int status) {
                            if (status == STATUS_COMMITTED) {
                                wakeNow(loopName);
                            }
                        }
                    });
        } else {
            wakeNow(loopName);
        }
    }

    private void wakeNow(String loopName) {
        LoopThread loop = running.get(loopName);
        if (loop != null) {
            loop.wake();
        }
    }

    @Override
    public void start() {
        Map<String, LoopThread> starting = new LinkedHashMap<>();
        loops.orderedStream()
                .forEach(loop -> {
                    LoopThread thread =
                            new LoopThread(loop, clock, properties.backoffMax(), meters);
                    if (starting.put(loop.name(), thread) != null) {
                        throw new IllegalStateException("two loops are named " + loop.name());
                    }
                });
        running = Map.copyOf(starting);
        running.values().forEach(LoopThread::start);
        log.debug("Running the loops {}", starting.keySet());
    }

    @Override
    public void stop() {
        Map<String, LoopThread> stopping = running;
        running = Map.of();
        stopping.values().forEach(LoopThread::requestStop);
        try {
            for (LoopThread thread : stopping.values()) {
                thread.awaitStopped(properties.stopTimeout());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return !running.isEmpty();
    }

    @Override
    public boolean isAutoStartup() {
        return properties.enabled();
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
