package dev.spotdock.runtime.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spotdock.kernel.loop.Loop;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

class LoopSchedulerTests {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final Duration LONG = Duration.ofHours(1);

    private final TransactionTemplate transaction = new TransactionTemplate(new NoTransactions());
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private @Nullable LoopScheduler scheduler;

    @AfterEach
    void stop() {
        if (scheduler != null) {
            scheduler.stop();
        }
    }

    @Test
    void runsAtOnceAndThenWhenWoken() throws InterruptedException {
        Recording loop = new Recording("books", LONG, false);
        LoopScheduler running = start(loop);
        assertThat(loop.nextRun()).isEqualTo(NOW);
        running.wake("books");
        running.wake("nobody");
        assertThat(loop.nextRun()).isEqualTo(NOW);
        assertThat(loop.runs).isEmpty();
    }

    @Test
    void aWakeInATransactionCountsAfterItsCommit() throws InterruptedException {
        Recording loop = new Recording("books", LONG, false);
        LoopScheduler running = start(loop);
        assertThat(loop.nextRun()).isEqualTo(NOW);
        transaction.executeWithoutResult(_ -> {
            running.wake("books");
            assertThat(nextSoon(loop)).isNull();
        });
        assertThat(loop.nextRun()).isEqualTo(NOW);
    }

    @Test
    void aWakeAfterTheCommitCountsToo() throws InterruptedException {
        Recording loop = new Recording("books", LONG, false);
        LoopScheduler running = start(loop);
        assertThat(loop.nextRun()).isEqualTo(NOW);
        transaction.executeWithoutResult(_ ->
                TransactionSynchronizationManager.registerSynchronization(
                        new TransactionSynchronization() {
                            @Override
                            public void afterCommit() {
                                running.wake("books");
                            }
                        }));
        assertThat(loop.nextRun()).isEqualTo(NOW);
    }

    @Test
    void aWakeInATransactionThatRollsBackDoesNotCount() throws InterruptedException {
        Recording loop = new Recording("books", LONG, false);
        LoopScheduler running = start(loop);
        assertThat(loop.nextRun()).isEqualTo(NOW);
        transaction.executeWithoutResult(status -> {
            running.wake("books");
            status.setRollbackOnly();
        });
        assertThat(nextSoon(loop)).isNull();
    }

    @Test
    void aFailureIsCountedAndTheLoopGoesOn() throws InterruptedException {
        Recording loop = new Recording("broken", Duration.ofMillis(1), true);
        start(loop);
        assertThat(loop.nextRun()).isEqualTo(NOW);
        assertThat(loop.nextRun()).isEqualTo(NOW);
        assertThat(meters.counter("spotdock.loop.failures", "loop", "broken").count())
                .isGreaterThanOrEqualTo(1);
    }

    @Test
    void stopsWhileALoopPauses() throws InterruptedException {
        Recording loop = new Recording("books", LONG, false);
        LoopScheduler running = start(loop);
        assertThat(loop.nextRun()).isEqualTo(NOW);
        running.stop();
        assertThat(running.isRunning()).isFalse();
        running.wake("books");
        assertThat(loop.runs.poll(50, TimeUnit.MILLISECONDS)).isNull();
    }

    @Test
    void refusesTwoLoopsOfOneName() {
        assertThatThrownBy(() ->
                        start(new Recording("x", LONG, false), new Recording("x", LONG, false)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("x");
    }

    /** Waits a moment for what should not come. */
    private static @Nullable Instant nextSoon(Recording loop) {
        try {
            return loop.runs.poll(50, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private LoopScheduler start(Loop... loops) {
        DefaultListableBeanFactory beans = new DefaultListableBeanFactory();
        for (int i = 0; i < loops.length; i++) {
            beans.registerSingleton("loop" + i, loops[i]);
        }
        LoopScheduler started =
                new LoopScheduler(
                        beans.getBeanProvider(Loop.class),
                        new LoopProperties(true, Duration.ofMillis(10), Duration.ofSeconds(5)),
                        () -> NOW,
                        meters);
        scheduler = started;
        started.start();
        return started;
    }

    /** All of a transaction manager but its resources. */
    private static final class NoTransactions extends AbstractPlatformTransactionManager {

        private static final long serialVersionUID = 1;

        @Override
        protected Object doGetTransaction() {
            return this;
        }

        @Override
        protected void doBegin(Object transaction, TransactionDefinition definition) {}

        @Override
        protected void doCommit(DefaultTransactionStatus status) {}

        @Override
        protected void doRollback(DefaultTransactionStatus status) {}
    }

    private static final class Recording implements Loop {

        private final BlockingQueue<Instant> runs = new LinkedBlockingQueue<>();
        private final String name;
        private final Duration interval;
        private final boolean fails;

        Recording(String name, Duration interval, boolean fails) {
            this.name = name;
            this.interval = interval;
            this.fails = fails;
        }

        @Nullable Instant nextRun() throws InterruptedException {
            return runs.poll(10, TimeUnit.SECONDS);
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Duration interval() {
            return interval;
        }

        @Override
        public void runOnce(Instant now) {
            runs.add(now);
            if (fails) {
                throw new IllegalStateException("on purpose");
            }
        }
    }
}
