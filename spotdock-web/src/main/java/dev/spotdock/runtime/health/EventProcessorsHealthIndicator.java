package dev.spotdock.runtime.health;

import dev.spotdock.kernel.message.DatabasePulse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.EventProcessor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.stereotype.Component;

/**
 * Not ready while an event processor stands still or keeps failing. While PostgreSQL is away they
 * all fail, which is no reason, and so until they have tried again.
 */
@Component
final class EventProcessorsHealthIndicator implements HealthIndicator {

    /** A processor that has failed for long tries again after a minute. */
    private static final Duration BACK_WITHIN = Duration.ofSeconds(75);

    static final String STOPPED = "stopped";
    static final String FAILING = "failing";

    private final EventProcessingConfiguration processing;
    private final DatabasePulse pulse;
    private final InstantSource clock;

    EventProcessorsHealthIndicator(
            EventProcessingConfiguration processing, DatabasePulse pulse, InstantSource clock) {
        this.processing = processing;
        this.pulse = pulse;
        this.clock = clock;
    }

    @Override
    public Health health() {
        Map<String, String> states = new TreeMap<>();
        processing.eventProcessors().forEach((name, p) -> states.put(name, state(p)));
        return Health.status(status(states.values(), pulse.answersSince(), clock.instant()))
                .withDetails(states)
                .build();
    }

    static Status status(
            Collection<String> states, Optional<Instant> databaseAnswersSince, Instant now) {
        if (states.contains(STOPPED)) {
            return Status.DOWN;
        }
        if (!states.contains(FAILING)) {
            return Status.UP;
        }
        return databaseAnswersSince
                        .filter(since -> since.isBefore(now.minus(BACK_WITHIN)))
                        .isPresent()
                ? Status.DOWN
                : Degraded.STATUS;
    }

    private static String state(EventProcessor processor) {
        if (!processor.isRunning()) {
            return STOPPED;
        }
        return processor.isError() ? FAILING : "running";
    }
}
