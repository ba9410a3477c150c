package dev.spotdock.web.feed;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The latest events in memory, for readers that keep up: they need not ask PostgreSQL, and there is
 * no queue per reader. Safe for many threads.
 */
final class FeedWindow {

    private final int limit;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private final ArrayDeque<StoredEvent> events = new ArrayDeque<>();
    private long start = -1;
    private long end = -1;
    private boolean closed;

    /**
     * An empty one.
     *
     * @param limit how many events it holds
     */
    FeedWindow(int limit) {
        this.limit = limit;
    }

    /** The last position that it knows of; negative before {@link #startAt}. */
    long end() {
        lock.lock();
        try {
            return end;
        } finally {
            lock.unlock();
        }
    }

    /** Forgets everything and goes on after a position. */
    void startAt(long position) {
        lock.lock();
        try {
            events.clear();
            start = position;
            end = position;
            news.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Adds the events that follow on its end, in order. */
    void add(List<StoredEvent> more) {
        lock.lock();
        try {
            for (StoredEvent event : more) {
                if (event.position() != end + 1) {
                    throw new IllegalStateException(
                            "event %d follows on %d".formatted(event.position(), end));
                }
                events.addLast(event);
                end = event.position();
                if (events.size() > limit) {
                    start = events.removeFirst().position();
                }
            }
            news.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** All events after a position, if they are in here. */
    Optional<List<StoredEvent>> after(long position) {
        lock.lock();
        try {
            if (start < 0 || position < start || position > end) {
                return Optional.empty();
            }
            List<StoredEvent> found = new ArrayList<>();
            var newestFirst = events.descendingIterator();
            while (newestFirst.hasNext()) {
                StoredEvent event = newestFirst.next();
                if (event.position() <= position) {
                    break;
                }
                found.add(event);
            }
            return Optional.of(found.reversed());
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until there is something after a position.
     *
     * @return false if the time is over first, or the window is closed
     */
    boolean await(long position, Duration atMost) throws InterruptedException {
        long left = atMost.toNanos();
        lock.lockInterruptibly();
        try {
            while (!closed && end <= position && left > 0) {
                left = news.awaitNanos(left);
            }
            return !closed && end > position;
        } finally {
            lock.unlock();
        }
    }

    /** Nobody waits any more. */
    void close() {
        lock.lock();
        try {
            closed = true;
            news.signalAll();
        } finally {
            lock.unlock();
        }
    }

    boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }
}
