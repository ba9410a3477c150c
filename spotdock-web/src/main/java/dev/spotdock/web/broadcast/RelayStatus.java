package dev.spotdock.web.broadcast;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Whether Kafka takes what is told. A change is logged, not every attempt. Metrics {@code
 * spotdock.kafka.sent} and {@code spotdock.kafka.skipped}, in events and positions.
 */
@WithKafka
@Component
class RelayStatus {

    private static final Logger LOG = LoggerFactory.getLogger(RelayStatus.class);

    /** What went wrong first, and when. */
    private record Trouble(String what, Instant since) {}

    private final Counter sent;
    private final Counter skipped;
    private volatile @Nullable Trouble trouble;

    RelayStatus(MeterRegistry meters) {
        this.sent =
                Counter.builder("spotdock.kafka.sent")
                        .description("events that Kafka has acknowledged")
                        .register(meters);
        this.skipped =
                Counter.builder("spotdock.kafka.skipped")
                        .description("positions that were removed before Kafka had them")
                        .register(meters);
    }

    void sent(int events) {
        sent.increment(events);
    }

    void skipped(long after, long until) {
        LOG.warn("Events {} to {} were removed before Kafka had them", after + 1, until);
        skipped.increment((double) (until - after));
    }

    void works(Instant now) {
        Trouble before = trouble;
        if (before != null) {
            trouble = null;
            LOG.info("Kafka takes events again, after {}", Duration.between(before.since(), now));
        }
    }

    void fails(Exception cause, Instant now) {
        if (trouble == null) {
            Throwable first = cause.getCause() == null ? cause : cause.getCause();
            trouble = new Trouble(first.getClass().getSimpleName(), now);
            LOG.warn("Kafka does not take events; trying until it does: {}", first.toString());
        }
    }

    boolean isFailing() {
        return trouble != null;
    }

    /** For everybody to read: names no host. Empty if all is well. */
    Optional<String> warning() {
        return Optional.ofNullable(trouble)
                .map(known ->
                        "Kafka has not taken events since %s: %s"
                                .formatted(known.since(), known.what()));
    }
}
