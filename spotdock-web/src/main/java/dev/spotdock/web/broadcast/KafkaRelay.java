package dev.spotdock.web.broadcast;

import dev.spotdock.kernel.loop.Loop;
import dev.spotdock.web.feed.EventType;
import dev.spotdock.web.feed.Feed;
import dev.spotdock.web.feed.FeedPage;
import dev.spotdock.web.feed.FeedReader;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.kafka.core.ProducerFactory;
import org.springframework.stereotype.Component;

/**
 * Reads the feed and tells it to Kafka, at least once: a position is stored when everything up to
 * it is acknowledged. A consumer that forgets repeated ids sees the events of a key once and in
 * order.
 */
@WithKafka
@Component
class KafkaRelay implements Loop {

    private static final Set<EventType> TYPES = RelayTopic.allTypes();

    /**
     * Batches that may be on their way; then half of them have to arrive. The other half keeps the
     * broker busy while the position is stored.
     */
    private static final int UNDER_WAY = 8;

    /** So that a pass ends, however much there is. */
    private static final int BATCHES_PER_PASS = 200;

    private static final Duration NOT_MY_TURN = Duration.ofSeconds(1);
    private static final Duration BACKOFF_MIN = Duration.ofMillis(200);
    private static final Duration BACKOFF_MAX = Duration.ofSeconds(10);

    private final Feed feed;
    private final RelayLease lease;
    private final KafkaTopics topics;
    private final ProducerFactory<String, byte[]> producers;
    private final RelayStatus status;
    private final KafkaProperties settings;
    private volatile Duration pause = Duration.ZERO;

    KafkaRelay(
            Feed feed,
            RelayLease lease,
            KafkaTopics topics,
            ProducerFactory<String, byte[]> producers,
            RelayStatus status,
            KafkaProperties settings) {
        this.feed = feed;
        this.lease = lease;
        this.topics = topics;
        this.producers = producers;
        this.status = status;
        this.settings = settings;
    }

    @Override
    public String name() {
        return "kafka-relay";
    }

    /** None while it sends: then a pass itself waits for events. */
    @Override
    public Duration interval() {
        return pause;
    }

    @Override
    public void runOnce(Instant now) {
        Optional<RelayTerm> term = lease.hold(now);
        if (term.isEmpty()) {
            pause = NOT_MY_TURN;
            return;
        }
        try {
            topics.prepare();
            new Pass(term.get()).run();
            status.works(now);
            pause = Duration.ZERO;
        } catch (KafkaException e) {
            producers.reset();
            topics.forget();
            if (!feed.isClosing()) {
                status.fails(e, now);
            }
            pause = longer(pause);
        }
    }

    private static Duration longer(Duration pause) {
        Duration doubled = pause.multipliedBy(2);
        if (doubled.compareTo(BACKOFF_MIN) < 0) {
            return BACKOFF_MIN;
        }
        return doubled.compareTo(BACKOFF_MAX) < 0 ? doubled : BACKOFF_MAX;
    }

    /** The process's end does not wait for a broker that is known to be away. */
    @EventListener(ContextClosedEvent.class)
    void close() {
        if (status.isFailing()) {
            producers.reset();
        }
    }

    /** What is sent from one position on, by one producer: after a failure it sends no more. */
    private final class Pass {

        private final long epoch;
        private final Producer<String, byte[]> producer = producers.createProducer();
        private final Queue<Shipment> underWay = new ArrayDeque<>();
        private long read;

        /** What follows {@code read}, asked for while the batch before it was sent. */
        private @Nullable CompletableFuture<FeedPage> ahead;

        Pass(RelayTerm term) {
            this.epoch = term.epoch();
            this.read = term.position();
        }

        void run() {
            long start = read;
            boolean more = true;
            for (int i = 0; i < BATCHES_PER_PASS && more && !feed.isClosing(); i++) {
                more = sendOne() && (underWay.size() < UNDER_WAY || settle(UNDER_WAY / 2));
            }
            if (!underWay.isEmpty()) {
                settle(underWay.size());
            }
            if (read == start) {
                feed.await(read, lease.renewAfter());
            }
        }

        /** Whether there may be more at once. */
        private boolean sendOne() {
            FeedPage page = next();
            boolean full = page.events().size() == settings.batchLimit();
            if (page.next() > read) {
                read = page.next();
                ahead =
                        full
                                ? CompletableFuture.supplyAsync(
                                        () -> page(page.next()), Thread::startVirtualThread)
                                : null;
                underWay.add(Shipment.of(page, producer, producers::reset));
            }
            return full;
        }

        private FeedPage next() {
            if (ahead != null) {
                try {
                    return ahead.join();
                } catch (CompletionException _) {
                    // read here, which says better what is wrong
                }
            }
            return page(read);
        }

        private FeedPage page(long start) {
            long after = start;
            FeedReader all = FeedReader.ofInstallation();
            Optional<FeedPage> page = feed.read(all, TYPES, after, settings.batchLimit());
            while (page.isEmpty()) {
                long oldest = feed.head().removedUntil();
                status.skipped(after, oldest);
                after = oldest;
                page = feed.read(all, TYPES, after, settings.batchLimit());
            }
            return page.get();
        }

        /**
         * Waits for the first batches under way, and stores what has arrived, also if one fails.
         *
         * @return false if another instance sends by now
         */
        private boolean settle(int batches) {
            boolean mine = true;
            Deque<Shipment> arrived = new ArrayDeque<>();
            try {
                while (arrived.size() < batches) {
                    underWay.element().await(settings.deliveryTimeout().multipliedBy(2));
                    arrived.add(underWay.remove());
                }
            } finally {
                if (!arrived.isEmpty()) {
                    mine = lease.advance(epoch, arrived.getLast().next());
                    status.sent(mine ? arrived.stream().mapToInt(Shipment::events).sum() : 0);
                }
            }
            if (!mine) {
                underWay.clear();
                producers.reset();
            }
            return mine;
        }
    }
}
