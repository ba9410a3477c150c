package dev.spotdock.compute.workload;

import dev.spotdock.compute.node.NodeLease;
import dev.spotdock.compute.settings.ComputeProperties;
import dev.spotdock.compute.spi.Observation;
import dev.spotdock.kernel.id.AllocationId;
import dev.spotdock.kernel.message.Commands;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.slf4j.MDC;
import org.springframework.stereotype.Component;

/** Carries out plans: what is only recorded at once, what needs the provider in the background. */
@Component
class StepWork {

    private final Workloads workloads;
    private final Commands commands;
    private final ProviderWork provider;
    private final InFlight inFlight;
    private final Orphans orphans;
    private final ReconcilePlan.Patience patience;

    StepWork(
            Workloads workloads,
            Commands commands,
            ProviderWork provider,
            InFlight inFlight,
            ComputeProperties properties) {
        this.workloads = workloads;
        this.commands = commands;
        this.provider = provider;
        this.inFlight = inFlight;
        this.orphans = new Orphans(properties.orphanGrace());
        this.patience =
                new ReconcilePlan.Patience(
                        properties.launchRetry(), properties.startGrace(), properties.stopRetry());
    }

    ReconcilePlan.Patience patience() {
        return patience;
    }

    Set<AllocationId> busy(String node) {
        return inFlight.busy(node);
    }

    void carryOut(ReconcilePlan plan, NodeLease lease, Instant now) {
        plan.steps().forEach(step -> carryOut(step, lease, now));
        removeOrphans(lease.node(), plan.strangers(), now);
    }

    private void carryOut(Step step, NodeLease lease, Instant now) {
        switch (step) {
            case Step.Report report ->
                    recording(
                            report.workload(),
                            () -> {
                                var _ =
                                        commands.send(
                                                new RecordObservation(report.seen(), lease, now));
                            });
            case Step.End end -> recording(end.workload(), () -> recordEnd(end, lease, now));
            case Step.Forget forget ->
                    commands.send(new RecordRemoval(forget.workload().allocationId(), lease));
            case Step.Launch launch ->
                    start(
                            InFlight.Kind.LAUNCH,
                            "launch",
                            launch.workload(),
                            () -> provider.launch(launch.workload().allocationId(), lease));
            case Step.Stop stop ->
                    start(
                            InFlight.Kind.CLEANUP,
                            "stop",
                            stop.workload(),
                            () -> provider.stop(stop.workload(), lease));
            case Step.Collect collect ->
                    start(
                            InFlight.Kind.CLEANUP,
                            "remove",
                            collect.workload(),
                            () -> provider.collect(collect.workload(), collect.seen(), lease));
        }
    }

    private void recordEnd(Step.End end, NodeLease lease, Instant now) {
        Workload workload = end.workload();
        commands.send(
                new RecordEnd(
                        workload.allocationId(),
                        workload.phase(),
                        end.end(),
                        end.at(),
                        end.detail(),
                        lease,
                        now));
    }

    private void start(InFlight.Kind kind, String task, Workload workload, Runnable work) {
        inFlight.start(kind, task, workload.node(), workload.allocationId(), work);
    }

    private static void recording(Workload workload, Runnable work) {
        try (MDC.MDCCloseable _ = MDC.putCloseable("bid", workload.bidId().toString());
                MDC.MDCCloseable _ =
                        MDC.putCloseable("allocation", workload.allocationId().toString())) {
            work.run();
        }
    }

    /** Looks again before it removes: nothing that somebody asked for meanwhile is touched. */
    private void removeOrphans(String node, List<Observation> strangers, Instant now) {
        for (AllocationId id : orphans.seen(node, strangers, now)) {
            inFlight.start(
                    InFlight.Kind.CLEANUP,
                    "remove orphan",
                    node,
                    id,
                    () -> {
                        if (!workloads.isUnfinished(id)) {
                            provider.removeOrphan(node, id);
                        }
                    });
        }
    }
}
