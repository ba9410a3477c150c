package dev.spotdock.compute.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.compute.WorkloadEnd;
import dev.spotdock.compute.WorkloadEnded;
import dev.spotdock.compute.spi.Observation;
import dev.spotdock.kernel.id.AllocationId;
import dev.spotdock.kernel.id.BidId;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WorkloadTests {

    private static final Instant MATCHED = Instant.parse("2026-11-21T12:00:00Z");
    private static final Instant STARTED = MATCHED.plusSeconds(1);
    private static final Instant SEEN = MATCHED.plusSeconds(60);

    @Test
    void startIsNeverBeforeTheMatchNorAfterTheLook() {
        assertThat(startOf(MATCHED.minusSeconds(5))).isEqualTo(MATCHED);
        assertThat(startOf(SEEN.plusSeconds(5))).isEqualTo(SEEN);
        assertThat(startOf(STARTED.plusNanos(1_999_999))).isEqualTo(STARTED.plusMillis(1));
    }

    @Test
    void endIsNeverBeforeTheStartNorAfterTheLook() {
        assertThat(endOf(running(null), seen(0, STARTED.minusSeconds(9), false)).endedAt())
                .isEqualTo(STARTED);
        assertThat(endOf(running(null), seen(0, SEEN.plusSeconds(9), false)).endedAt())
                .isEqualTo(SEEN);
    }

    @Test
    void lookBeforeTheStartDoesNotTurnTimeAround() {
        // the clock of this instance is behind the one that recorded the start
        WorkloadEnded ended =
                running(null).ended(seen(0, SEEN, false), MATCHED.minusSeconds(9)).orElseThrow();
        assertThat(ended.endedAt()).isEqualTo(STARTED);
    }

    @Test
    void exitBeforeTheSignalIsAnExit() {
        WorkloadEnded ended = endOf(running(STARTED.plusSeconds(5)), seen(0, at(4), false));
        assertThat(ended.end()).isEqualTo(WorkloadEnd.EXITED);
        assertThat(ended.exitCode()).isZero();
    }

    @Test
    void exitAfterTheSignalIsAStop() {
        assertThat(endOf(running(STARTED.plusSeconds(5)), seen(0, at(6), false)).end())
                .isEqualTo(WorkloadEnd.STOPPED);
    }

    @Test
    void endBySignalIsAStopEvenIfTheEnginesClockIsBehind() {
        assertThat(endOf(running(STARTED.plusSeconds(5)), seen(143, at(4), false)).end())
                .isEqualTo(WorkloadEnd.STOPPED);
        assertThat(endOf(running(STARTED.plusSeconds(5)), seen(137, at(4), false)).end())
                .isEqualTo(WorkloadEnd.STOPPED);
    }

    @Test
    void endBySignalThatNobodySentIsAnExit() {
        assertThat(endOf(running(null), seen(143, at(4), false)).end())
                .isEqualTo(WorkloadEnd.EXITED);
    }

    @Test
    void memoryLimitIsTold() {
        assertThat(endOf(running(null), seen(137, at(4), true)).end())
                .isEqualTo(WorkloadEnd.OOM_KILLED);
    }

    @Test
    void whatNeverRanHasNoStart() {
        Observation neverRan =
                new Observation(
                        id(),
                        "n",
                        "c",
                        "busybox@sha256:1",
                        Observation.Phase.ENDED,
                        null,
                        at(4),
                        127,
                        false);
        Workload pending = workload(Phase.PENDING, null, null);
        assertThat(pending.started(neverRan, SEEN)).isEmpty();
        WorkloadEnded ended = pending.ended(neverRan, SEEN).orElseThrow();
        assertThat(ended.end()).isEqualTo(WorkloadEnd.START_FAILED);
        assertThat(ended.startedAt()).isNull();
    }

    @Test
    void whatIsOverStaysOver() {
        Workload over = workload(Phase.ENDED, STARTED, null);
        assertThat(over.started(seen(0, at(4), false), SEEN)).isEmpty();
        assertThat(over.ended(seen(0, at(4), false), SEEN)).isEmpty();
    }

    private static Instant startOf(Instant told) {
        Observation running =
                new Observation(
                        id(),
                        "n",
                        "c",
                        "busybox@sha256:1",
                        Observation.Phase.RUNNING,
                        told,
                        null,
                        null,
                        false);
        return workload(Phase.PENDING, null, null).started(running, SEEN).orElseThrow().startedAt();
    }

    private static WorkloadEnded endOf(Workload workload, Observation seen) {
        return workload.ended(seen, SEEN).orElseThrow();
    }

    private static Instant at(int seconds) {
        return STARTED.plusSeconds(seconds);
    }

    private static Observation seen(int exitCode, Instant endedAt, boolean oomKilled) {
        return new Observation(
                id(),
                "n",
                "c",
                "busybox@sha256:1",
                Observation.Phase.ENDED,
                STARTED,
                endedAt,
                exitCode,
                oomKilled);
    }

    private static Workload running(@Nullable Instant stopSentAt) {
        return workload(Phase.RUNNING, STARTED, stopSentAt);
    }

    private static Workload workload(
            Phase phase, @Nullable Instant startedAt, @Nullable Instant stopSentAt) {
        return new Workload(
                id(),
                new BidId(new UUID(0, 2)),
                "n",
                MATCHED,
                MATCHED.plusSeconds(300),
                stopSentAt == null ? null : Duration.ofSeconds(10),
                stopSentAt,
                phase,
                MATCHED,
                startedAt,
                false);
    }

    private static AllocationId id() {
        return new AllocationId(new UUID(0, 1));
    }
}
