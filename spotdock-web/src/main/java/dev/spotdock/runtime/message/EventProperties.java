package dev.spotdock.runtime.message;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How events are stored and processed.
 *
 * @param nodeId names this instance as the owner of processors' tokens; unset: the process and its
 *     host, or a fixed name with the embedded PostgreSQL, whose folder admits one process: after a
 *     crash the next start then need not wait for the claim timeout
 * @param fetchDelay how long a processor at the end of the stream waits for events of other
 *     instances; its own instance's events wake it at once
 * @param claimTimeout after which another instance may take over a silent instance's segment; well
 *     above the longest batch
 * @param maxGapOffset positions behind the head that a reader still watches for late commits; more
 *     than can be written while one transaction is open
 * @param gapTimeout age after which a missing position counts as rolled back; far above
 *     PostgreSQL's transaction timeout
 * @param processors settings by processing group; a group without any uses the defaults
 */
@Validated
@ConfigurationProperties("spotdock.events")
record EventProperties(
        @Nullable String nodeId,
        @DefaultValue("100ms") Duration fetchDelay,
        @DefaultValue("30s") Duration claimTimeout,
        @DefaultValue("1000000") @Min(10_000) int maxGapOffset,
        @DefaultValue("10m") Duration gapTimeout,
        Map<String, @Valid ProcessorProperties> processors) {

    static final ProcessorProperties DEFAULTS = new ProcessorProperties(100, 1);

    EventProperties {
        processors = processors == null ? Map.of() : Map.copyOf(processors);
    }

    ProcessorProperties processor(String name) {
        return processors.getOrDefault(name, DEFAULTS);
    }

    /**
     * One processor.
     *
     * @param batchSize events handled in one transaction, at most
     * @param segments parts that can be worked on in parallel; fixed by the first start
     */
    record ProcessorProperties(
            @DefaultValue("100") @Min(1) @Max(1_000) int batchSize,
            @DefaultValue("1") @Min(1) @Max(64) int segments) {}
}
