package dev.spotdock.web.broadcast;

import dev.spotdock.kernel.loop.Loop;
import dev.spotdock.web.feed.Feed;
import dev.spotdock.web.feed.FeedHead;
import dev.spotdock.web.feed.FeedPage;
import dev.spotdock.web.feed.FeedReader;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import org.springframework.stereotype.Component;

/**
 * Measures, on every instance, how far Kafka is behind the feed: metrics {@code spotdock.kafka.lag}
 * in positions, and {@code spotdock.kafka.oldest.unsent} in seconds since that event happened.
 */
@WithKafka
@Component
class RelayLag implements Loop {

    private final Feed feed;
    private final RelayLease lease;
    private volatile long positions;
    private volatile Duration oldest = Duration.ZERO;

    RelayLag(Feed feed, RelayLease lease, MeterRegistry meters) {
        this.feed = feed;
        this.lease = lease;
        Gauge.builder("spotdock.kafka.lag", this, RelayLag::positions)
                .description("positions of the event feed that Kafka does not have yet")
                .register(meters);
        Gauge.builder("spotdock.kafka.oldest.unsent", this, lag -> lag.oldest().toSeconds())
                .description("age of the oldest event that Kafka does not have yet")
                .baseUnit("seconds")
                .register(meters);
    }

    long positions() {
        return positions;
    }

    /** Zero if Kafka has all events. */
    Duration oldest() {
        return oldest;
    }

    @Override
    public String name() {
        return "kafka-lag";
    }

    @Override
    public Duration interval() {
        return Duration.ofSeconds(1);
    }

    @Override
    public void runOnce(Instant now) {
        FeedHead head = feed.head();
        long reached =
                Math.max(
                        lease.position().orElse(0L),
                        head.removedUntil()); // what is not there cannot be sent
        positions = Math.max(0, head.position() - reached);
        oldest =
                positions == 0
                        ? Duration.ZERO
                        : feed.read(FeedReader.ofInstallation(), RelayTopic.allTypes(), reached, 1)
                                .map(page -> age(page, now))
                                .orElse(Duration.ZERO);
    }

    private static Duration age(FeedPage page, Instant now) {
        return page.events().stream()
                .map(event -> Duration.between(event.told().time(), now))
                .filter(Duration::isPositive)
                .findFirst()
                .orElse(Duration.ZERO);
    }
}
