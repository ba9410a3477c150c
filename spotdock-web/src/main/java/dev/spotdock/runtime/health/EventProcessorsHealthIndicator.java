package dev.spotdock.runtime.health;

import java.util.Map;
import java.util.TreeMap;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.EventProcessor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Not ready while an event processor stands still or keeps failing. */
@Component
final class EventProcessorsHealthIndicator implements HealthIndicator {

    private final EventProcessingConfiguration processing;

    EventProcessorsHealthIndicator(EventProcessingConfiguration processing) {
        this.processing = processing;
    }

    @Override
    public Health health() {
        Map<String, String> states = new TreeMap<>();
        processing.eventProcessors().forEach((name, p) -> states.put(name, state(p)));
        boolean allRun = states.values().stream().allMatch("running"::equals);
        return (allRun ? Health.up() : Health.down()).withDetails(states).build();
    }

    private static String state(EventProcessor processor) {
        if (!processor.isRunning()) {
            return "stopped";
        }
        return processor.isError() ? "failing" : "running";
    }
}
