package dev.spotdock.compute.provider.simulated;

import dev.spotdock.compute.spi.LaunchSpec;
import dev.spotdock.compute.spi.Observation;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A workload that only exists in memory. Nothing ticks: what it is follows from the time.
 *
 * @param startsAt may be still to come
 * @param stoppedAt when it ends because it was told to; null if it was not
 * @param killed whether that is a SIGKILL
 */
record SimulatedWorkload(
        LaunchSpec spec,
        Behaviour behaviour,
        Instant startsAt,
        @Nullable Instant stoppedAt,
        boolean killed) {

    private static final int SIGTERM = 143;
    private static final int SIGKILL = 137;

    Observation at(Instant now) {
        if (stoppedAt != null && stoppedAt.isBefore(startsAt)) {
            return observation(
                    Observation.Phase.ENDED, null, stoppedAt, killed ? SIGKILL : SIGTERM);
        }
        if (startsAt.isAfter(now)) {
            return observation(Observation.Phase.CREATED, null, null, null);
        }
        Instant end = endsAt();
        if (end == null || end.isAfter(now)) {
            return observation(Observation.Phase.RUNNING, startsAt, null, null);
        }
        return observation(Observation.Phase.ENDED, startsAt, end, exitCode(end));
    }

    /** When it ends, as far as that is known now; null if it runs on. */
    @Nullable Instant endsAt() {
        Duration runTime = behaviour.runTime();
        Instant byItself = runTime == null ? null : startsAt.plus(runTime);
        if (byItself == null || (stoppedAt != null && stoppedAt.isBefore(byItself))) {
            return stoppedAt;
        }
        return byItself;
    }

    /** The same, told to stop; the first time counts. */
    SimulatedWorkload stopped(Instant now, Duration timeout) {
        if (stoppedAt != null || at(now).phase() == Observation.Phase.ENDED) {
            return this;
        }
        Instant end = behaviour.heedsStop() ? now : now.plus(timeout);
        return new SimulatedWorkload(spec, behaviour, startsAt, end, !behaviour.heedsStop());
    }

    String log(Instant now) {
        Observation seen = at(now);
        StringBuilder text = new StringBuilder();
        if (seen.startedAt() != null) {
            text.append("started on %s\n".formatted(seen.node()));
            text.append(behaviour.printed());
        }
        if (seen.endedAt() != null) {
            text.append("ended with exit code %d\n".formatted(seen.exitCode()));
        }
        return text.toString();
    }

    private int exitCode(Instant end) {
        return end.equals(stoppedAt) ? (killed ? SIGKILL : SIGTERM) : behaviour.exitCode();
    }

    private Observation observation(
            Observation.Phase phase,
            @Nullable Instant started,
            @Nullable Instant ended,
            @Nullable Integer exitCode) {
        return new Observation(
                spec.allocationId(),
                spec.node(),
                "simulated-" + spec.allocationId(),
                started == null ? null : spec.container().image(),
                phase,
                started,
                ended,
                exitCode,
                false);
    }
}
