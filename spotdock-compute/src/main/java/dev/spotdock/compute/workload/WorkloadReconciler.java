package dev.spotdock.compute.workload;

import dev.spotdock.compute.NodeDetails;
import dev.spotdock.compute.NodeState;
import dev.spotdock.compute.node.Nodes;
import dev.spotdock.compute.settings.ComputeProperties;
import dev.spotdock.compute.spi.ComputeProvider;
import dev.spotdock.kernel.loop.Loop;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Makes the nodes run what is wanted and tells what came of it. Each node has a pass of its own, so
 * that a slow one does not hold up the others; within a pass everything slow happens in the
 * background, so that one launch does not hold up the other workloads.
 */
@Component
class WorkloadReconciler implements Loop {

    static final String NAME = "workloads";

    private final Nodes nodes;
    private final Workloads workloads;
    private final NodePass pass;
    private final Passes passes;
    private final Duration interval;
    private final String providerName;

    WorkloadReconciler(
            Nodes nodes,
            Workloads workloads,
            NodePass pass,
            Passes passes,
            ComputeProvider provider,
            ComputeProperties properties) {
        this.nodes = nodes;
        this.workloads = workloads;
        this.pass = pass;
        this.passes = passes;
        this.interval = properties.reconcileInterval();
        this.providerName = provider.name();
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Duration interval() {
        return interval;
    }

    @Override
    public void runOnce(Instant now) {
        Map<String, Runnable> due = new HashMap<>();
        for (String node : workloads.nodesWithWork()) {
            due.put(node, () -> pass.run(node, true)); // removed, unless it is among these:
        }
        for (NodeDetails node : nodes.all()) {
            if (node.state() == NodeState.LOST) {
                due.computeIfPresent(node.name(), (name, _) -> () -> pass.run(name, true));
            } else if (node.provider().equals(providerName)) {
                due.put(node.name(), () -> pass.run(node.name(), false));
            } else {
                due.remove(node.name()); // another instance's: ours knows nothing of it
            }
        }
        passes.run(due);
    }
}
