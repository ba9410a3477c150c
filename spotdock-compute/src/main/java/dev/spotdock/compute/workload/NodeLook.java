package dev.spotdock.compute.workload;

import dev.spotdock.compute.node.NodeLease;
import dev.spotdock.compute.node.Nodes;
import dev.spotdock.compute.node.ProviderHealth;
import dev.spotdock.compute.spi.ComputeProvider;
import dev.spotdock.compute.spi.Observation;
import dev.spotdock.compute.spi.ProviderFailure;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Asks the provider what it has on a node. */
@Component
class NodeLook {

    private static final Logger log = LoggerFactory.getLogger(NodeLook.class);

    private final ComputeProvider provider;
    private final ProviderHealth health;
    private final Nodes nodes;
    private final WorkloadMetrics metrics;

    NodeLook(
            ComputeProvider provider, ProviderHealth health, Nodes nodes, WorkloadMetrics metrics) {
        this.provider = provider;
        this.health = health;
        this.nodes = nodes;
        this.metrics = metrics;
    }

    /**
     * What there is.
     *
     * @param lost whether the node counts as lost: then its provider is not asked
     */
    Sight at(String node, boolean lost, Instant now) {
        if (lost) {
            return sight(Sight.Kind.GONE, node, List.of());
        }
        try {
            List<Observation> observations = provider.list(node);
            health.answered(now);
            long running =
                    observations.stream()
                            .filter(seen -> seen.phase() == Observation.Phase.RUNNING)
                            .count();
            metrics.running(node, Math.toIntExact(running));
            return sight(Sight.Kind.SEEN, node, observations);
        } catch (ProviderFailure e) {
            health.silent();
            log.warn("The workloads of {} are not known: {}", node, e.getMessage());
            return sight(Sight.Kind.UNKNOWN, node, List.of());
        }
    }

    /** Notes that all that was seen at that time is recorded. */
    void recorded(NodeLease lease, Instant at) {
        nodes.listed(lease, at);
    }

    private Sight sight(Sight.Kind kind, String node, List<Observation> observations) {
        return new Sight(kind, observations, nodes.listedAt(node).orElse(null));
    }
}
