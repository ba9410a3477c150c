package dev.spotdock.bench;

import dev.spotdock.bench.KeepAliveClient.Answer;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Sends bids by the clock: each has its instant, and its time is counted from there. */
final class SteadyLoad {

    /** Enough that the rate is kept while answers take a tenth of a second. */
    private static final int CONNECTIONS = 64;

    private static final long MINUTES_MAX = 3;

    private final URI base;
    private final Bidders bidders;
    private final String bid;
    private final MatchWatch watch;
    private final AtomicInteger turn = new AtomicInteger();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private long[] accepted = {};

    SteadyLoad(URI base, Bidders bidders, String bid, MatchWatch watch) {
        this.base = base;
        this.bidders = bidders;
        this.bid = bid;
        this.watch = watch;
    }

    /**
     * Sends all bids of that time.
     *
     * @throws IllegalStateException if one is not accepted
     */
    void offer(double rate, Duration time) throws InterruptedException {
        accepted = new long[(int) (rate * time.toSeconds())];
        CountDownLatch running = new CountDownLatch(CONNECTIONS);
        long start = System.nanoTime();
        for (int i = 0; i < CONNECTIONS; i++) {
            Thread.ofPlatform()
                    .daemon()
                    .name("bench-client")
                    .start(() -> {
                        try {
                            submit(start, rate);
                        } catch (IOException | RuntimeException e) {
                            failure.compareAndSet(null, e);
                        } finally {
                            running.countDown();
                        }
                    });
        }
        boolean ended = running.await(MINUTES_MAX, TimeUnit.MINUTES);
        Throwable cause = failure.get();
        if (cause != null || !ended) {
            throw new IllegalStateException("a client failed, or never ended: " + cause, cause);
        }
    }

    private void submit(long start, double rate) throws IOException {
        try (KeepAliveClient connection = new KeepAliveClient(base)) {
            for (int mine = turn.getAndIncrement();
                    mine < accepted.length && failure.get() == null;
                    mine = turn.getAndIncrement()) {
                long intended = start + (long) (mine * 1e9 / rate);
                pause(intended);
                Answer answer = connection.post(bidders.key(mine), "/api/v1/bids", bid);
                if (answer.status() != 201) {
                    throw new IllegalStateException("expected 201, but it is " + answer);
                }
                accepted[mine] = System.nanoTime() - intended;
                String id = JsonMapper.shared().readTree(answer.body()).path("id").asString();
                watch.expect(UUID.fromString(id), intended);
            }
        }
    }

    private static void pause(long until) {
        long left = until - System.nanoTime();
        while (left > 0) {
            LockSupport.parkNanos(left);
            left = until - System.nanoTime();
        }
    }

    /** From the intended instant to the answer, for each bid. */
    long[] acceptedNanos() {
        return accepted.clone();
    }
}
