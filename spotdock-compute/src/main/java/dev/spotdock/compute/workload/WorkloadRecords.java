package dev.spotdock.compute.workload;

import dev.spotdock.compute.WorkloadEnded;
import dev.spotdock.compute.WorkloadStarted;
import dev.spotdock.compute.node.NodeLeases;
import dev.spotdock.kernel.message.Events;
import java.util.Optional;
import org.axonframework.commandhandling.CommandHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Records what the reconciler found and did. Whoever lost the node's lease records nothing: its
 * successor sees the same. The row is locked, then changed by an update that counts it, so that
 * each event is published once, the start always before the end.
 */
@Component
class WorkloadRecords {

    private static final Logger log = LoggerFactory.getLogger(WorkloadRecords.class);

    private final Workloads workloads;
    private final WorkloadLogs logs;
    private final NodeLeases leases;
    private final Events events;
    private final WorkloadMetrics metrics;

    WorkloadRecords(
            Workloads workloads,
            WorkloadLogs logs,
            NodeLeases leases,
            Events events,
            WorkloadMetrics metrics) {
        this.workloads = workloads;
        this.logs = logs;
        this.leases = leases;
        this.events = events;
        this.metrics = metrics;
    }

    @CommandHandler
    Optional<LaunchOrder> on(BeginLaunch command) {
        return leases.holds(command.lease())
                ? workloads.beginLaunch(command.allocationId(), command.at())
                : Optional.empty();
    }

    @CommandHandler
    boolean on(BeginStop command) {
        return leases.holds(command.lease())
                && workloads.beginStop(command.allocationId(), command.at());
    }

    @CommandHandler
    boolean on(RecordObservation command) {
        if (!leases.holds(command.lease())) {
            return false;
        }
        Workload workload = workloads.locked(command.seen().allocationId()).orElse(null);
        if (workload == null) {
            return false;
        }
        Optional<WorkloadStarted> started = workload.started(command.seen(), command.at());
        if (started.isPresent() && workloads.start(started.get())) {
            events.publish(started.get());
            metrics.started(workload, started.get());
            log.info(
                    "Allocation {} of bid {} runs on {}",
                    workload.allocationId(),
                    workload.bidId(),
                    workload.node());
            workload = workload.running(started.get().startedAt());
        }
        Optional<WorkloadEnded> ended = workload.ended(command.seen(), command.at());
        ended.ifPresent(this::end);
        return workload.phase() == Phase.RUNNING && ended.isEmpty() && workload.stopWanted();
    }

    @CommandHandler
    void on(RecordEnd command) {
        if (leases.holds(command.lease())) {
            workloads
                    .locked(command.allocationId())
                    .filter(workload -> workload.phase() == command.expected())
                    .map(workload ->
                            workload.ended(
                                    command.end(),
                                    command.endedAt(),
                                    command.at(),
                                    null,
                                    command.detail()))
                    .ifPresent(this::end);
        }
    }

    @CommandHandler
    boolean on(StoreLog command) {
        if (!leases.holds(command.lease()) || !workloads.logStored(command.allocationId())) {
            return false;
        }
        logs.store(command.allocationId(), command.bytes(), command.at());
        return true;
    }

    @CommandHandler
    void on(RecordRemoval command) {
        if (leases.holds(command.lease())) {
            workloads.removed(command.allocationId());
        }
    }

    private void end(WorkloadEnded ended) {
        if (workloads.end(ended)) {
            events.publish(ended);
            metrics.ended(ended);
            log.info(
                    "Allocation {} of bid {} on {} is over: {}",
                    ended.allocationId(),
                    ended.bidId(),
                    ended.node(),
                    ended.end());
        }
    }
}
