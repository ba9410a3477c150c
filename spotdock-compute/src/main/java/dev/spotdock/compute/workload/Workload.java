package dev.spotdock.compute.workload;

import dev.spotdock.compute.WorkloadEnd;
import dev.spotdock.compute.WorkloadEnded;
import dev.spotdock.compute.WorkloadStarted;
import dev.spotdock.compute.spi.Observation;
import dev.spotdock.kernel.id.AllocationId;
import dev.spotdock.kernel.id.BidId;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is wanted of a workload and what is known of it: a value, read from its row.
 *
 * @param matchedAt nothing that is told of it is earlier
 * @param stopTimeout null unless it is to be stopped
 * @param stopSentAt when it was first told to stop; null before that
 * @param launchedAt when a launch was last begun; null if never
 * @param startedAt null before it ran
 */
record Workload(
        AllocationId allocationId,
        BidId bidId,
        String node,
        Instant matchedAt,
        Instant startBy,
        @Nullable Duration stopTimeout,
        @Nullable Instant stopSentAt,
        Phase phase,
        @Nullable Instant launchedAt,
        @Nullable Instant startedAt,
        boolean logStored) {

    /** 128 + SIGTERM and 128 + SIGKILL: what a stop usually leaves behind. */
    private static final Set<Integer> KILLED = Set.of(143, 137);

    boolean stopWanted() {
        return stopTimeout != null;
    }

    /** That it runs, or ran; empty if that was told before or it never did. */
    Optional<WorkloadStarted> started(Observation seen, Instant observedAt) {
        Instant at = seen.startedAt();
        boolean ran = at != null || seen.phase() == Observation.Phase.RUNNING;
        if (phase != Phase.PENDING || !ran) {
            return Optional.empty();
        }
        Instant clamped = clamp(at == null ? observedAt : at, matchedAt, observedAt);
        return Optional.of(
                new WorkloadStarted(
                        allocationId, bidId, node, seen.containerId(), seen.image(), clamped));
    }

    /** That it is over; empty if that was told before or it is not. */
    Optional<WorkloadEnded> ended(Observation seen, Instant observedAt) {
        if (phase == Phase.ENDED || seen.phase() != Observation.Phase.ENDED) {
            return Optional.empty();
        }
        Instant told = seen.endedAt() == null ? observedAt : seen.endedAt();
        if (startedAt == null) {
            WorkloadEnd end = stopWanted() ? WorkloadEnd.STOPPED : WorkloadEnd.START_FAILED;
            return Optional.of(ended(end, told, observedAt, seen.exitCode(), "it never ran"));
        }
        WorkloadEnd end =
                wasStopped(seen, told)
                        ? WorkloadEnd.STOPPED
                        : seen.oomKilled() ? WorkloadEnd.OOM_KILLED : WorkloadEnd.EXITED;
        return Optional.of(ended(end, told, observedAt, seen.exitCode(), ""));
    }

    /**
     * That it is over for a reason that its provider did not tell.
     *
     * @param at clamped to [started or matched, {@code observedAt}]
     */
    WorkloadEnded ended(
            WorkloadEnd end,
            Instant at,
            Instant observedAt,
            @Nullable Integer exitCode,
            String detail) {
        Instant earliest = startedAt == null ? matchedAt : startedAt;
        Instant endedAt = clamp(at, earliest, observedAt);
        return new WorkloadEnded(
                allocationId, bidId, node, end, startedAt, endedAt, exitCode, detail);
    }

    /** The last instant at which it was certainly running, given the last look at its node. */
    Instant lastSeenRunning(@Nullable Instant listedAt) {
        Instant start = Objects.requireNonNull(startedAt, "it does not run");
        return listedAt == null || listedAt.isBefore(start) ? start : listedAt;
    }

    Workload running(Instant at) {
        return new Workload(
                allocationId,
                bidId,
                node,
                matchedAt,
                startBy,
                stopTimeout,
                stopSentAt,
                Phase.RUNNING,
                launchedAt,
                at,
                logStored);
    }

    /**
     * It ended after it was told to, or as if it had been told: the engine's clock may be a little
     * behind ours. One that exited by itself before the signal was sent, exited.
     */
    private boolean wasStopped(Observation seen, Instant endedAt) {
        return stopSentAt != null
                && (!endedAt.isBefore(stopSentAt)
                        || (seen.exitCode() != null && KILLED.contains(seen.exitCode())));
    }

    private static Instant clamp(Instant at, Instant earliest, Instant latest) {
        Instant millis = at.truncatedTo(ChronoUnit.MILLIS);
        Instant bounded = millis.isAfter(latest) ? latest : millis;
        return bounded.isBefore(earliest) ? earliest : bounded;
    }
}
