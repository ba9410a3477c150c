package dev.spotdock.compute.workload;

import dev.spotdock.compute.WorkloadEnded;
import dev.spotdock.compute.WorkloadStarted;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.stereotype.Component;

/** Counts what happens to workloads. */
@Component
class WorkloadMetrics {

    private final MeterRegistry registry;
    private final Map<String, AtomicInteger> running = new ConcurrentHashMap<>();

    WorkloadMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    /** One call of the provider, however it went. */
    void launched(String outcome, Duration took) {
        registry.timer("spotdock.compute.launches", "outcome", outcome).record(took);
    }

    void started(Workload workload, WorkloadStarted started) {
        registry.timer("spotdock.compute.start.delay")
                .record(Duration.between(workload.matchedAt(), started.startedAt()));
    }

    void ended(WorkloadEnded ended) {
        registry.counter("spotdock.compute.ended", "end", lower(ended.end())).increment();
    }

    void orphanRemoved() {
        registry.counter("spotdock.compute.orphans.removed").increment();
    }

    void taskFailed(String task) {
        registry.counter("spotdock.compute.task.failures", "task", task).increment();
    }

    /** How many workloads the node is seen to run. */
    void running(String node, int count) {
        running.computeIfAbsent(
                        node,
                        name ->
                                registry.gauge(
                                        "spotdock.compute.running",
                                        Tags.of("node", name),
                                        new AtomicInteger()))
                .set(count);
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
