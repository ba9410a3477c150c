package dev.spotdock.web.feed;

import dev.spotdock.kernel.loop.Waker;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.EventMessage;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Writes the feed, in the order of the event store. What one batch of events comes to is appended
 * just before the batch's transaction commits: the head's row is locked as shortly as possible.
 */
@Component
@ProcessingGroup("feed")
class FeedWriter {

    private final PublicEvents translation;
    private final FeedTable table;
    private final InstantSource clock;
    private final Waker waker;

    FeedWriter(PublicEvents translation, FeedTable table, InstantSource clock, Waker waker) {
        this.translation = translation;
        this.table = table;
        this.clock = clock;
        this.waker = waker;
    }

    @EventHandler
    void on(EventMessage<?> message) {
        List<PublicEvent> told =
                translation.of(UUID.fromString(message.getIdentifier()), message.getPayload());
        if (!told.isEmpty()) {
            batch().events.addAll(told);
        }
    }

    private Batch batch() {
        Batch batch = (@Nullable Batch) TransactionSynchronizationManager.getResource(this);
        if (batch == null) {
            batch = new Batch();
            TransactionSynchronizationManager.bindResource(this, batch);
            TransactionSynchronizationManager.registerSynchronization(batch);
        }
        return batch;
    }

    /** What the transaction under way appends. */
    private final class Batch implements TransactionSynchronization {

        private final List<PublicEvent> events = new ArrayList<>();

        @Override
        public void beforeCommit(boolean readOnly) {
            table.append(events, clock.instant());
        }

        @Override
        public void afterCommit() {
            waker.wake(FeedTail.NAME);
        }

        @Override
        public void afterCompletion(int status) {
            TransactionSynchronizationManager.unbindResource(FeedWriter.this);
        }
    }
}
