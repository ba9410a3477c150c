package dev.spotdock.compute.workload;

import dev.spotdock.compute.spi.Observation;
import dev.spotdock.kernel.id.AllocationId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Remembers since when something without a workload was seen, and who has been long enough. */
final class Orphans {

    private final Duration grace;
    private final Map<String, Map<AllocationId, Instant>> since = new HashMap<>();

    Orphans(Duration grace) {
        this.grace = grace;
    }

    /** Takes one look at a node; answers those seen there all the time for at least the grace. */
    synchronized List<AllocationId> seen(String node, List<Observation> strangers, Instant now) {
        Map<AllocationId, Instant> before = since.getOrDefault(node, Map.of());
        Map<AllocationId, Instant> after =
                strangers.stream()
                        .map(Observation::allocationId)
                        .collect(Collectors.toMap(id -> id, id -> before.getOrDefault(id, now)));
        since.put(node, after);
        return after.entrySet().stream()
                .filter(entry -> !entry.getValue().plus(grace).isAfter(now))
                .map(Map.Entry::getKey)
                .toList();
    }
}
