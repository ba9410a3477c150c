package dev.spotdock.bench;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Sees when bids are matched by asking the database for those that are not known to be, a few
 * hundred times a second: a bid's time is exact to that, and never too short.
 */
final class MatchWatch implements AutoCloseable {

    private static final String LEFT_BOOK =
            "select id from auctions.bid where id = any (?) and status <> 'SUBMITTED'";

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(3);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private record Expected(UUID bid, long intended) {}

    private final Connection connection;
    private final ConcurrentLinkedQueue<Expected> arriving = new ConcurrentLinkedQueue<>();
    private final LongStream.Builder nanos = LongStream.builder();
    private final AtomicInteger missing = new AtomicInteger();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final Thread thread;
    private volatile boolean closing;

    /** Watches over a connection of its own until it is closed. */
    MatchWatch(Connection connection) {
        this.connection = connection;
        this.thread = Thread.ofPlatform().daemon().name("bench-watch").start(this::watch);
    }

    /**
     * From now on this bid is asked for.
     *
     * @param intended when it should have been sent, on the clock of {@link System#nanoTime}
     */
    void expect(UUID bid, long intended) {
        missing.incrementAndGet();
        arriving.add(new Expected(bid, intended));
    }

    private void watch() {
        Map<UUID, Long> pending = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(LEFT_BOOK)) {
            while (!closing) {
                for (Expected next = arriving.poll(); next != null; next = arriving.poll()) {
                    pending.put(next.bid(), next.intended());
                }
                if (!pending.isEmpty()) {
                    look(statement, pending);
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        } catch (SQLException | RuntimeException e) {
            failure.set(e);
        }
    }

    private void look(PreparedStatement statement, Map<UUID, Long> pending) throws SQLException {
        Array ids = connection.createArrayOf("uuid", pending.keySet().toArray());
        statement.setArray(1, ids);
        try (ResultSet found = statement.executeQuery()) {
            long now = System.nanoTime();
            while (found.next()) {
                Long intended = pending.remove(found.getObject(1, UUID.class));
                if (intended != null) {
                    nanos.add(now - intended);
                    missing.decrementAndGet();
                }
            }
        }
        ids.free();
    }

    /**
     * Waits for all bids that were expected.
     *
     * @return nanoseconds from each one's intended instant until it was seen matched
     * @throws IllegalStateException if some are not matched in time
     */
    LongStream awaitAll() throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (missing.get() > 0 && failure.get() == null && System.nanoTime() < deadline) {
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        closing = true;
        thread.join();
        if (missing.get() > 0) {
            throw new IllegalStateException(
                    "%d bids are not matched".formatted(missing.get()), failure.get());
        }
        return nanos.build();
    }

    @Override
    public void close() throws SQLException {
        closing = true;
        connection.close();
    }
}
