package dev.spotdock.bench;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Bids submitted at a rate, whatever becomes of them, and how far the system gets. */
final class OfferedLoad {

    private static final int CLIENTS = 16;

    /** A step is kept if everything it left over is finished within this. */
    private static final Duration CATCH_UP = Duration.ofSeconds(5);

    /** So much may be lost to pacing. */
    private static final double ACCEPTED_SHARE_MIN = 0.95;

    private static final Duration DRAIN_MAX = Duration.ofMinutes(3);
    private static final Duration LOOK = Duration.ofSeconds(3);

    private final Installation installation;
    private final Bidders bidders;
    private final String bid;

    OfferedLoad(Installation installation, Bidders bidders, String bid) {
        this.installation = installation;
        this.bidders = bidders;
        this.bid = bid;
    }

    /**
     * One rate.
     *
     * @param offered per second
     * @param accepted per second
     * @param completed per second, while it was offered
     * @param caughtUp from its end until no bid was open
     * @param looks at the system while it was offered
     */
    record Step(
            double offered,
            double accepted,
            double completed,
            Duration caughtUp,
            List<Map<String, Object>> looks) {

        /** Whether nothing fell behind for good. */
        boolean kept() {
            return accepted >= ACCEPTED_SHARE_MIN * offered && caughtUp.compareTo(CATCH_UP) <= 0;
        }

        Map<String, Object> figures() {
            Map<String, Object> figures = new LinkedHashMap<>();
            figures.put("offeredPerSecond", offered);
            figures.put("acceptedPerSecond", accepted);
            figures.put("completedPerSecond", completed);
            figures.put("caughtUpAfterSeconds", caughtUp.toMillis() / 1000.0);
            figures.put("kept", kept());
            figures.put("looks", looks);
            return figures;
        }
    }

    Step offer(double rate, Duration time) throws Exception {
        long doneBefore = done();
        Submitters submitters = new Submitters(rate, time);
        submitters.start();
        List<Map<String, Object>> looks = new ArrayList<>();
        while (!submitters.awaitEnd(LOOK)) {
            looks.add(look());
        }
        double seconds = submitters.seconds();
        double completed = (done() - doneBefore) / seconds;
        Duration caughtUp = catchUp();
        Step step = new Step(rate, submitters.accepted.get() / seconds, completed, caughtUp, looks);
        System.out.printf(
                "offered %.0f/s: accepted %.1f/s, completed %.1f/s, caught up after %.1f s, %s%n",
                rate,
                step.accepted(),
                completed,
                caughtUp.toMillis() / 1000.0,
                looks.isEmpty() ? "" : looks.getLast());
        return step;
    }

    private long done() throws SQLException {
        return installation.bids().getOrDefault("COMPLETED", 0L);
    }

    private Map<String, Object> look() throws SQLException {
        Map<String, Object> look = new LinkedHashMap<>();
        look.put("bids", installation.bids());
        look.put("processorsBehind", installation.lag());
        look.put(
                "workloadsPending",
                installation.number(
                        "select count(*) from compute.workload where phase = 'PENDING'"));
        look.put(
                "workloadsNotRemoved",
                installation.number("select count(*) from compute.workload where not removed"));
        return look;
    }

    private Duration catchUp() throws SQLException {
        long start = System.nanoTime();
        while (installation.open() > 0) {
            if (System.nanoTime() - start > DRAIN_MAX.toNanos()) {
                throw new IllegalStateException(
                        "bids are open after %s: %s".formatted(DRAIN_MAX, installation.bids()));
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** Each takes the next turn, waits for its time and submits. */
    private final class Submitters {

        private final double rate;
        private final long turns;
        private final AtomicLong turn = new AtomicLong();
        private final AtomicLong accepted = new AtomicLong();
        private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        private final CountDownLatch running = new CountDownLatch(CLIENTS);
        private final long start = System.nanoTime();
        private volatile long deadline;

        Submitters(double rate, Duration time) {
            this.rate = rate;
            this.turns = (long) (rate * time.toSeconds());
            // Whoever is slower than the rate is not given for ever to make up for it.
            this.deadline = start + time.toNanos() * 3 / 2;
        }

        void start() {
            for (int i = 0; i < CLIENTS; i++) {
                Thread.ofPlatform().daemon().name("bench-client").start(this::submit);
            }
        }

        private void submit() {
            try (KeepAliveClient connection = new KeepAliveClient(installation.base())) {
                for (long mine = turn.getAndIncrement();
                        mine < turns && System.nanoTime() < deadline;
                        mine = turn.getAndIncrement()) {
                    pause(start + (long) (mine * 1e9 / rate));
                    AcceptBenchmark.submit(connection, bidders.key(mine), bid);
                    accepted.incrementAndGet();
                }
            } catch (IOException | RuntimeException e) {
                failure.compareAndSet(null, e);
            } finally {
                running.countDown();
            }
        }

        private static void pause(long until) {
            long left = until - System.nanoTime();
            while (left > 0) {
                LockSupport.parkNanos(left);
                left = until - System.nanoTime();
            }
        }

        boolean awaitEnd(Duration atMost) throws InterruptedException {
            boolean ended = running.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
            Throwable cause = failure.get();
            if (cause != null) {
                deadline = start;
                throw new IllegalStateException("a client failed: " + cause, cause);
            }
            return ended;
        }

        double seconds() {
            return (System.nanoTime() - start) / 1e9;
        }
    }
}
