package dev.spotdock.runtime.health;

import dev.spotdock.kernel.loop.Loop;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.EventTrackerStatus;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Measures how many positions of the event stream each processor of this instance is behind: metric
 * {@code spotdock.events.lag}, by {@code processor}.
 */
@Component
final class ProcessorLag implements Loop {

    private final EventProcessingConfiguration processing;
    private final JdbcClient jdbc;
    private final MultiGauge lag;

    ProcessorLag(EventProcessingConfiguration processing, JdbcClient jdbc, MeterRegistry meters) {
        this.processing = processing;
        this.jdbc = jdbc;
        this.lag =
                MultiGauge.builder("spotdock.events.lag")
                        .description("positions of the event stream not handled yet")
                        .register(meters);
    }

    @Override
    public String name() {
        return "processor-lag";
    }

    @Override
    public Duration interval() {
        return Duration.ofSeconds(2);
    }

    @Override
    public void runOnce(Instant now) {
        long head =
                jdbc.sql("select coalesce(max(global_index), 0) from axon.domain_event_entry")
                        .query(Long.class)
                        .single();
        List<StreamingEventProcessor> processors =
                processing.eventProcessors().values().stream()
                        .filter(StreamingEventProcessor.class::isInstance)
                        .map(StreamingEventProcessor.class::cast)
                        .toList();
        lag.register(
                processors.stream()
                        .<MultiGauge.Row<?>>map(p ->
                                MultiGauge.Row.of(
                                        Tags.of("processor", p.getName()), behind(p, head)))
                        .toList(),
                true);
    }

    /** Zero for a processor none of whose segments is worked on here. */
    private static long behind(StreamingEventProcessor processor, long head) {
        OptionalLong slowest =
                processor.processingStatus().values().stream()
                        .map(EventTrackerStatus::getCurrentPosition)
                        .mapToLong(position -> position.orElse(0))
                        .min();
        return Math.max(0, head - slowest.orElse(head));
    }
}
