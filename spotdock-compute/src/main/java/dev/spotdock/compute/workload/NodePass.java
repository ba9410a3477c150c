package dev.spotdock.compute.workload;

import dev.spotdock.compute.node.NodeLease;
import dev.spotdock.compute.node.NodeLeases;
import dev.spotdock.kernel.id.AllocationId;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/** One look at one node, and what follows from it. */
@Component
class NodePass {

    private final NodeLeases leases;
    private final Workloads workloads;
    private final NodeLook look;
    private final StepWork stepWork;
    private final InstantSource clock;

    NodePass(
            NodeLeases leases,
            Workloads workloads,
            NodeLook look,
            StepWork stepWork,
            InstantSource clock) {
        this.leases = leases;
        this.workloads = workloads;
        this.look = look;
        this.stepWork = stepWork;
        this.clock = clock;
    }

    /** Looks and acts, unless another instance has the node. */
    void run(String node, boolean lost) {
        leases.acquire(node).ifPresent(lease -> run(lease, lost));
    }

    private void run(NodeLease lease, boolean lost) {
        String node = lease.node();
        // The order matters: busy, then rows, then the provider. See ReconcilePlan#of.
        Set<AllocationId> busy = stepWork.busy(node);
        List<Workload> unfinished = workloads.unfinished(node);
        Instant asked = now();
        Sight sight = look.at(node, lost, asked);
        Instant answered = now();
        ReconcilePlan plan =
                ReconcilePlan.of(unfinished, sight, busy, stepWork.patience(), answered);
        stepWork.carryOut(plan, lease, answered);
        if (sight.kind() == Sight.Kind.SEEN) {
            // Last: if anything above failed, the vanished are still dated by the look before.
            look.recorded(lease, asked);
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
