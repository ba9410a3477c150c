package dev.spotdock.compute.workload;

import dev.spotdock.compute.WorkloadEnd;
import dev.spotdock.compute.spi.Observation;
import dev.spotdock.kernel.id.AllocationId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What closes the gap between what is wanted on a node and what is seen there. Pure.
 *
 * @param steps in the order of the workloads; a workload's own steps in the order to take them
 * @param strangers what runs or lies there without anybody having asked for it
 */
record ReconcilePlan(List<Step> steps, List<Observation> strangers) {

    /**
     * Bounds of patience.
     *
     * @param launchRetry after a launch was begun, before another one is
     * @param startGrace after the start deadline, for a launch that is under way
     * @param stopRetry after the stop timeout, before it is told again
     */
    record Patience(Duration launchRetry, Duration startGrace, Duration stopRetry) {}

    /**
     * Plans only; nothing is done here.
     *
     * @param workloads the node's, all that are not finished, read before the look
     * @param busy those with a launch, stop or removal under way, taken before {@code workloads}
     *     were read, so that what is not in it has told its result
     */
    static ReconcilePlan of(
            List<Workload> workloads,
            Sight sight,
            Set<AllocationId> busy,
            Patience patience,
            Instant now) {
        Map<AllocationId, Observation> seen =
                sight.observations().stream()
                        .collect(Collectors.toMap(Observation::allocationId, Function.identity()));
        List<Step> steps = new ArrayList<>();
        for (Workload workload : workloads) {
            Observation observation = seen.remove(workload.allocationId());
            boolean idle = !busy.contains(workload.allocationId());
            new OneWorkload(workload, observation, idle, sight, patience, now, steps).plan();
        }
        List<Observation> strangers =
                sight.observations().stream()
                        .filter(observation -> seen.containsKey(observation.allocationId()))
                        .filter(observation -> !busy.contains(observation.allocationId()))
                        .toList();
        return new ReconcilePlan(List.copyOf(steps), strangers);
    }

    private record OneWorkload(
            Workload workload,
            @Nullable Observation seen,
            boolean idle,
            Sight sight,
            Patience patience,
            Instant now,
            List<Step> steps) {

        void plan() {
            switch (sight.kind()) {
                case GONE -> onLostNode();
                case UNKNOWN -> unseen();
                case SEEN -> {
                    switch (workload.phase()) {
                        case PENDING -> pending();
                        case RUNNING -> running();
                        case ENDED -> ended();
                    }
                }
            }
        }

        /**
         * Its end is told; what is left of it is removed should the node come back, but of one that
         * was never launched nothing is.
         */
        private void onLostNode() {
            switch (workload.phase()) {
                case PENDING ->
                        end(
                                workload.stopWanted() ? WorkloadEnd.STOPPED : WorkloadEnd.NODE_LOST,
                                now,
                                "its node is lost");
                case RUNNING ->
                        end(
                                WorkloadEnd.NODE_LOST,
                                workload.lastSeenRunning(sight.listedAt()),
                                "its node is lost");
                case ENDED -> {
                    if (idle && workload.launchedAt() == null) {
                        steps.add(new Step.Forget(workload));
                    }
                }
            }
        }

        private void unseen() {
            if (workload.phase() != Phase.PENDING) {
                return;
            }
            if (workload.stopWanted() && workload.launchedAt() == null) {
                end(WorkloadEnd.STOPPED, now, "");
            } else {
                giveUpIfTooLate();
            }
        }

        private void pending() {
            if (seen != null && seen.phase() != Observation.Phase.CREATED) {
                steps.add(new Step.Report(workload, seen));
                if (seen.phase() == Observation.Phase.ENDED) {
                    collect(seen);
                } else {
                    stopIfWanted();
                }
            } else if (!idle) {
                giveUpIfTooLate();
            } else if (workload.stopWanted()) {
                end(WorkloadEnd.STOPPED, now, "");
            } else if (!now.isBefore(workload.startBy())) {
                giveUpIfTooLate();
            } else {
                launchIfDue();
            }
        }

        /** Not again at once: what was begun may be coming up, or the engine is in trouble. */
        private void launchIfDue() {
            Instant begun = workload.launchedAt();
            if (begun == null || !now.isBefore(begun.plus(patience.launchRetry()))) {
                steps.add(new Step.Launch(workload));
            }
        }

        private void running() {
            if (seen == null || seen.phase() == Observation.Phase.CREATED) {
                end(
                        WorkloadEnd.NODE_LOST,
                        workload.lastSeenRunning(sight.listedAt()),
                        "its container is gone");
            } else if (seen.phase() == Observation.Phase.ENDED) {
                steps.add(new Step.Report(workload, seen));
                collect(seen);
            } else {
                stopIfWanted();
            }
        }

        private void ended() {
            if (!idle) {
                return;
            }
            if (seen == null) {
                steps.add(new Step.Forget(workload));
            } else {
                collect(seen);
            }
        }

        private void collect(Observation what) {
            if (idle) {
                steps.add(new Step.Collect(workload, what));
            }
        }

        private void stopIfWanted() {
            Duration timeout = workload.stopTimeout();
            if (timeout == null || !idle) {
                return;
            }
            Instant sent = workload.stopSentAt();
            if (sent == null || !now.isBefore(sent.plus(timeout).plus(patience.stopRetry()))) {
                steps.add(new Step.Stop(workload));
            }
        }

        /** A launch under way may still report for a while; one that is not cannot. */
        private void giveUpIfTooLate() {
            Instant deadline =
                    idle ? workload.startBy() : workload.startBy().plus(patience.startGrace());
            if (!now.isBefore(deadline)) {
                end(
                        workload.stopWanted() ? WorkloadEnd.STOPPED : WorkloadEnd.START_FAILED,
                        now,
                        "it did not start by its deadline");
            }
        }

        private void end(WorkloadEnd end, Instant at, String detail) {
            steps.add(new Step.End(workload, end, at, detail));
        }
    }
}
