package dev.spotdock.channels;

import dev.spotdock.harness.SpotDockClient;
import java.io.IOException;
import java.net.URI;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Follows the feed by one channel, as a careful client does: goes on from its position whenever it
 * is cut off, at another instance if there is one. Remembers everything that it was told, repeated
 * or not.
 */
abstract class Follower implements AutoCloseable {

    private static final int PAUSE_MILLIS = 100;

    private final Supplier<List<URI>> instances;
    private final List<Told> told = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile long position;

    /**
     * @param instances that run now
     */
    Follower(Supplier<List<URI>> instances) {
        this.instances = instances;
    }

    /** Follows until it is cut off, or {@link #isClosed}. */
    abstract void follow(URI instance) throws IOException, InterruptedException;

    final void start() {
        Thread.ofVirtual().name(getClass().getSimpleName()).start(this::run);
    }

    private void run() {
        try {
            do {
                List<URI> running = instances.get();
                int connection = connections.getAndIncrement();
                if (!running.isEmpty()) {
                    tryToFollow(running.get(connection % running.size()));
                }
            } while (!closed.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void tryToFollow(URI instance) throws InterruptedException {
        try {
            follow(instance);
        } catch (IOException e) {
            System.out.println("cut off: " + e);
        }
    }

    final void hear(Told event) {
        told.add(event);
        position = Math.max(position, event.position());
    }

    final void moveTo(long next) {
        position = next;
    }

    final long position() {
        return position;
    }

    final boolean isClosed() {
        return closed.getCount() == 0;
    }

    /** How often it had to begin again. */
    final int connections() {
        return connections.get();
    }

    final int heard() {
        return told.size();
    }

    /** Each event once, as it was told first. */
    final List<Told> deduplicated() {
        Collection<Told> once =
                told.stream()
                        .collect(
                                Collectors.toMap(
                                        Told::id,
                                        event -> event,
                                        (first, _) -> first,
                                        LinkedHashMap::new))
                        .values();
        return List.copyOf(once);
    }

    final Stream<Told> all() {
        return told.stream();
    }

    static String bearer(SpotDockClient client) {
        return "Bearer " + client.key();
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
