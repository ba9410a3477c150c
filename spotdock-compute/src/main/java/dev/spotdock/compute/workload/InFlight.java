package dev.spotdock.compute.workload;

import dev.spotdock.compute.settings.ComputeProperties;
import dev.spotdock.kernel.id.AllocationId;
import dev.spotdock.kernel.loop.Waker;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.stereotype.Component;

/**
 * The work with the provider that is under way on this instance: at most one task per allocation
 * and a bounded number per node and kind. What finds no room is asked for again by the next pass,
 * which is woken as soon as there is room.
 */
@Component
class InFlight {

    /** Kinds are bounded apart, so that slow image pulls do not hold up stops. */
    enum Kind {
        LAUNCH,
        CLEANUP
    }

    private record Lane(String node, Kind kind) {}

    private static final Logger log = LoggerFactory.getLogger(InFlight.class);

    private final Workers workers;
    private final Waker waker;
    private final WorkloadMetrics metrics;
    private final Map<Kind, Integer> limits;
    private final Map<Lane, Set<AllocationId>> lanes = new HashMap<>();
    private final Set<Lane> wanted = new HashSet<>();

    InFlight(Workers workers, Waker waker, WorkloadMetrics metrics, ComputeProperties properties) {
        this.workers = workers;
        this.waker = waker;
        this.metrics = metrics;
        this.limits =
                Map.of(
                        Kind.LAUNCH, properties.launchesAtOnce(),
                        Kind.CLEANUP, properties.cleanupsAtOnce());
    }

    /** The allocations of the node that something is under way for. */
    synchronized Set<AllocationId> busy(String node) {
        Set<AllocationId> busy = new HashSet<>();
        for (Kind kind : Kind.values()) {
            busy.addAll(lanes.getOrDefault(new Lane(node, kind), Set.of()));
        }
        return busy;
    }

    /** Starts the task, unless there is one for the allocation or there is no room. */
    void start(Kind kind, String task, String node, AllocationId id, Runnable work) {
        Lane lane = new Lane(node, kind);
        if (enter(lane, id)) {
            workers.run(() -> run(lane, task, id, work));
        }
    }

    private void run(Lane lane, String task, AllocationId id, Runnable work) {
        try (MDC.MDCCloseable _ = MDC.putCloseable("allocation", id.toString())) {
            work.run();
        } catch (RuntimeException e) {
            // The next pass sees the same situation and tries again.
            metrics.taskFailed(task);
            log.error("Could not {} allocation {} on {}", task, id, lane.node(), e);
        } finally {
            leave(lane, id);
        }
    }

    private synchronized boolean enter(Lane lane, AllocationId id) {
        if (busy(lane.node()).contains(id)) {
            return false;
        }
        Set<AllocationId> there = lanes.computeIfAbsent(lane, _ -> new HashSet<>());
        if (there.size() >= limits.getOrDefault(lane.kind(), 1)) {
            wanted.add(lane);
            return false;
        }
        return there.add(id);
    }

    private void leave(Lane lane, AllocationId id) {
        boolean othersWait;
        synchronized (this) {
            Set<AllocationId> there = lanes.getOrDefault(lane, Set.of());
            there.remove(id);
            if (there.isEmpty()) {
                lanes.remove(lane);
            }
            othersWait = wanted.remove(lane);
        }
        if (othersWait) {
            waker.wake(WorkloadReconciler.NAME);
        }
    }
}
