package dev.spotdock.runtime.health;

import dev.spotdock.kernel.message.DatabasePulse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
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
        return Health.status(status(states)).withDetails(states).build();
    }

    private Status status(Map<String, String> states) {
        if (states.containsValue("stopped")) {
            return Status.DOWN;
        }
        Instant enough = clock.instant().minus(BACK_WITHIN);
        Status failing =
                pulse.answersSince().filter(since -> since.isBefore(enough)).isPresent()
                        ? Status.DOWN
                        : Degraded.STATUS;
        return states.containsValue("failing") ? failing : Status.UP;
    }

    private static String state(EventProcessor processor) {
        if (!processor.isRunning()) {
            return "stopped";
        }
        return processor.isError() ? "failing" : "running";
    }
}
