package dev.spotdock.runtime.message;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.axonframework.common.AxonThreadFactory;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.TrackingEventStream;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;

/**
 * Axon's store with streams that tell their reader when there is something to read. Its own cannot:
 * a pooled processor then looks twice a second, which every hop of a bid would have to wait for.
 *
 * <p>Readers are woken after each commit of this process. Others' commits are looked for every
 * fetch delay, once for all readers.
 */
final class WakingEventStore extends EmbeddedEventStore {

    private final EventStorageEngine engine;
    private final Set<StoredEvents> readers = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService ticks =
            Executors.newSingleThreadScheduledExecutor(new AxonThreadFactory("event-ticks"));

    WakingEventStore(EventStorageEngine engine, CommitWatch commits, Duration fetchDelay) {
        super(EmbeddedEventStore.builder().storageEngine(engine));
        this.engine = engine;
        var _ =
                ticks.scheduleWithFixedDelay(
                        () -> {
                            if (commits.hasNews()) {
                                wakeReaders();
                            }
                        },
                        fetchDelay.toMillis(),
                        fetchDelay.toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    @Override
    public TrackingEventStream openStream(TrackingToken position) {
        StoredEvents reader = new StoredEvents(engine, position, readers::remove);
        readers.add(reader);
        return reader;
    }

    @Override
    protected void afterCommit(List<? extends EventMessage<?>> events) {
        wakeReaders();
    }

    private void wakeReaders() {
        readers.forEach(StoredEvents::wake);
    }

    @Override
    public void shutDown() {
        ticks.shutdownNow();
        super.shutDown();
    }
}
