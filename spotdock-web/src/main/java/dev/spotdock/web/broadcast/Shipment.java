package dev.spotdock.web.broadcast;

import dev.spotdock.web.feed.FeedPage;
import dev.spotdock.web.feed.StoredEvent;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/** Events on their way to Kafka: they have arrived when all of them are acknowledged. */
final class Shipment implements Callback {

    private final long next;
    private final int events;
    private final AtomicInteger missing;
    private final Runnable onFailure;
    private final CompletableFuture<Void> arrival = new CompletableFuture<>();

    private Shipment(long next, int events, Runnable onFailure) {
        this.next = next;
        this.events = events;
        this.missing = new AtomicInteger(events);
        this.onFailure = onFailure;
        if (events == 0) {
            arrival.complete(null);
        }
    }

    /**
     * Sends a page of events in its order.
     *
     * @param onFailure called at the first event that is refused, before the producer sends another
     *     one; has to keep it from doing so. Otherwise a later event of the same key might arrive
     *     without the earlier one.
     */
    static Shipment of(FeedPage page, Producer<String, byte[]> producer, Runnable onFailure) {
        Shipment shipment = new Shipment(page.next(), page.events().size(), onFailure);
        for (StoredEvent event : page.events()) {
            if (shipment.hasFailed()) {
                break;
            }
            try {
                var _ = producer.send(EventRecord.of(event), shipment);
            } catch (KafkaException | IllegalStateException e) { // closed, by what went before
                shipment.fail(e);
            }
        }
        return shipment;
    }

    /** The position of the feed that is reached when it has arrived. */
    long next() {
        return next;
    }

    int events() {
        return events;
    }

    boolean hasFailed() {
        return arrival.isCompletedExceptionally();
    }

    /**
     * Waits for it.
     *
     * @throws KafkaException if an event was refused, or nothing is known in time
     */
    void await(Duration atMost) {
        try {
            arrival.get(atMost.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw new KafkaException(String.valueOf(e.getCause()), e.getCause());
        } catch (TimeoutException e) {
            fail(e);
            throw new KafkaException("no answer within " + atMost, e);
        } catch (InterruptedException e) {
            throw new InterruptException(e); // which sets the flag again
        }
    }

    @Override
    public void onCompletion(@Nullable RecordMetadata metadata, @Nullable Exception exception) {
        if (exception != null) {
            fail(exception);
        } else if (missing.decrementAndGet() == 0) {
            arrival.complete(null);
        }
    }

    private void fail(Exception cause) {
        if (arrival.completeExceptionally(cause)) {
            onFailure.run();
        }
    }
}
