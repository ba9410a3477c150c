package dev.spotdock.compute.workload;

import dev.spotdock.compute.LaunchWorkload;
import dev.spotdock.compute.StopWorkload;
import dev.spotdock.compute.node.Nodes;
import dev.spotdock.kernel.loop.Waker;
import org.axonframework.commandhandling.CommandHandler;
import org.springframework.stereotype.Component;

/** Stores what is wanted; the reconciler sees to it, woken after the commit. */
@Component
class WorkloadIntents {

    private final Nodes nodes;
    private final Workloads workloads;
    private final Waker waker;

    WorkloadIntents(Nodes nodes, Workloads workloads, Waker waker) {
        this.nodes = nodes;
        this.workloads = workloads;
        this.waker = waker;
    }

    @CommandHandler
    void on(LaunchWorkload command) {
        nodes.hold(command.node()); // whoever removes it sees this workload, or this no node
        if (workloads.add(command)) {
            waker.wake(WorkloadReconciler.NAME);
        }
    }

    @CommandHandler
    void on(StopWorkload command) {
        if (workloads.wantStopped(command)) {
            waker.wake(WorkloadReconciler.NAME);
        }
    }
}
