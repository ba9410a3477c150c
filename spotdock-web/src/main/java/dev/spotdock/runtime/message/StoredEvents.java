package dev.spotdock.runtime.message;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingEventStream;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The events behind a position, read in batches; of one reader, except for {@link #wake}. Looks at
 * the store only if it was woken since it last came to the end.
 */
final class StoredEvents implements TrackingEventStream {

    /** As many as a processor buffers for each of its segments, or so. */
    private static final int BATCH = 500;

    private static final Logger LOG = LoggerFactory.getLogger(StoredEvents.class);

    private final EventStorageEngine engine;
    private final Consumer<StoredEvents> closed;
    private final Queue<TrackedEventMessage<?>> read = new ArrayDeque<>();
    private final Semaphore news = new Semaphore(1);
    private TrackingToken position;
    private volatile Runnable listener = () -> {};

    StoredEvents(EventStorageEngine engine, TrackingToken position, Consumer<StoredEvents> closed) {
        this.engine = engine;
        this.position = position;
        this.closed = closed;
    }

    /** There may be something new. */
    void wake() {
        if (news.availablePermits() == 0) {
            news.release();
        }
        try {
            listener.run();
        } catch (RejectedExecutionException shuttingDown) {
            LOG.debug("a reader is woken no more", shuttingDown);
        }
    }

    @Override
    public boolean setOnAvailableCallback(Runnable callback) {
        listener = callback;
        return true;
    }

    @Override
    public Optional<TrackedEventMessage<?>> peek() {
        if (read.isEmpty() && news.tryAcquire()) {
            fetch();
        }
        return Optional.ofNullable(read.peek());
    }

    @Override
    public boolean hasNextAvailable(int timeout, TimeUnit unit) throws InterruptedException {
        if (peek().isPresent()) {
            return true;
        }
        if (timeout > 0 && news.tryAcquire(timeout, unit)) {
            fetch();
        }
        return !read.isEmpty();
    }

    @Override
    public TrackedEventMessage<?> nextAvailable() throws InterruptedException {
        while (peek().isEmpty()) {
            news.acquire();
            fetch();
        }
        return read.remove();
    }

    private void fetch() {
        try (Stream<? extends TrackedEventMessage<?>> found = engine.readEvents(position, false)) {
            Iterator<? extends TrackedEventMessage<?>> events = found.limit(BATCH).iterator();
            while (events.hasNext()) {
                TrackedEventMessage<?> event = events.next();
                position = event.trackingToken();
                read.add(event);
            }
        }
        if (read.size() == BATCH) {
            news.release(); // there may be more
        }
    }

    @Override
    public void close() {
        closed.accept(this);
        listener = () -> {};
    }
}
