package dev.spotdock.compute.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.compute.spi.Observation;
import dev.spotdock.kernel.id.AllocationId;
import dev.spotdock.kernel.id.BidId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ReconcilePlanTests {

    private static final AllocationId ID = new AllocationId(new UUID(0, 1));
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final Instant LISTED = NOW.minusSeconds(1);
    private static final Duration RETRY = Duration.ofSeconds(5);
    private static final Duration GRACE = Duration.ofSeconds(10);
    private static final ReconcilePlan.Patience PATIENCE =
            new ReconcilePlan.Patience(RETRY, GRACE, Duration.ofSeconds(5));

    private static final Instant SOON = NOW.plusSeconds(60);
    private static final Instant LAUNCHED = NOW.minusSeconds(5);
    private static final Instant STARTED = NOW.minusSeconds(30);

    private static final boolean IDLE = false;
    private static final boolean BUSY = true;

    static Stream<Arguments> situations() {
        Workload waiting = pending(SOON, null);
        Workload late = pending(NOW, LAUNCHED);
        Workload veryLate = pending(NOW.minus(GRACE), LAUNCHED);
        Workload runs = with(Phase.RUNNING, SOON, null, null, LAUNCHED);
        Workload over = with(Phase.ENDED, SOON, null, null, LAUNCHED);
        Workload never = with(Phase.ENDED, SOON, null, null, null);
        return Stream.of(
                when("wanted and not there", waiting, nothing(), IDLE, "Launch"),
                when("wanted, begun just now", pending(SOON, NOW.minusSeconds(4)), created(), IDLE),
                when("begun just now, nothing there", pending(SOON, NOW), nothing(), IDLE),
                when("begun long ago", pending(SOON, LAUNCHED), created(), IDLE, "Launch"),
                when("wanted, under way", waiting, nothing(), BUSY),
                when("wanted, created but not started", waiting, created(), IDLE, "Launch"),
                when("wanted, runs: adopted", waiting, running(), IDLE, "Report"),
                when("wanted, runs while its launch returns", waiting, running(), BUSY, "Report"),
                when("came and went unseen", waiting, ended(), IDLE, "Report", "Collect"),
                when("came and went under way", waiting, ended(), BUSY, "Report"),
                when("deadline passed", late, nothing(), IDLE, "End START_FAILED"),
                when("deadline passed, created", late, created(), IDLE, "End START_FAILED"),
                when("deadline passed, runs all the same", late, running(), IDLE, "Report"),
                when("deadline passed, under way: a little more", late, nothing(), BUSY),
                when("even the grace passed", veryLate, nothing(), BUSY, "End START_FAILED"),
                when("never wanted after all", stop(waiting), nothing(), IDLE, "End STOPPED"),
                when("created, not wanted", stop(waiting), created(), IDLE, "End STOPPED"),
                when("not wanted, but under way", stop(waiting), nothing(), BUSY),
                when("not wanted, hangs", stop(veryLate), nothing(), BUSY, "End STOPPED"),
                when("not wanted, came up", stop(waiting), running(), IDLE, "Report", "Stop"),
                when("not wanted, came up under way", stop(waiting), running(), BUSY, "Report"),
                when("runs", runs, running(), IDLE),
                when("runs, not wanted", stop(runs), running(), IDLE, "Stop"),
                when("runs, being stopped", stop(runs), running(), BUSY),
                when("was told to stop just now", told(NOW.minusSeconds(14)), running(), IDLE),
                when("heeds nothing", told(NOW.minusSeconds(15)), running(), IDLE, "Stop"),
                when("exited", runs, ended(), IDLE, "Report", "Collect"),
                when("exited while it was being stopped", stop(runs), ended(), BUSY, "Report"),
                when("vanished", runs, nothing(), IDLE, "End NODE_LOST"),
                when("vanished while being stopped", stop(runs), nothing(), BUSY, "End NODE_LOST"),
                when("created anew by somebody", runs, created(), IDLE, "End NODE_LOST"),
                when("over, lies there", over, ended(), IDLE, "Collect"),
                when("over, being removed", over, ended(), BUSY),
                when("over, runs all the same", over, running(), IDLE, "Collect"),
                when("over, gone", over, nothing(), IDLE, "Forget"),
                when("over, gone, removal returning", over, nothing(), BUSY),
                when("unknown, wanted", waiting, unknown(), IDLE),
                when(
                        "unknown, never wanted after all",
                        stop(waiting),
                        unknown(),
                        IDLE,
                        "End STOPPED"),
                when("unknown, may be there", stop(pending(SOON, LAUNCHED)), unknown(), IDLE),
                when("unknown, deadline passed", late, unknown(), IDLE, "End START_FAILED"),
                when("unknown, ran", runs, unknown(), IDLE),
                when("unknown, ran, not wanted", stop(runs), unknown(), IDLE),
                when("unknown, over", over, unknown(), IDLE),
                when("node lost, wanted", waiting, gone(), IDLE, "End NODE_LOST"),
                when("node lost, not wanted", stop(waiting), gone(), IDLE, "End STOPPED"),
                when("node lost, ran", runs, gone(), IDLE, "End NODE_LOST"),
                when("node lost, over", over, gone(), IDLE),
                when("node lost, over, never launched", never, gone(), IDLE, "Forget"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("situations")
    void closesTheGap(
            String situation, Workload workload, Sight sight, boolean busy, List<String> steps) {
        ReconcilePlan plan =
                ReconcilePlan.of(
                        List.of(workload), sight, busy ? Set.of(ID) : Set.of(), PATIENCE, NOW);
        assertThat(plan.steps())
                .as(situation)
                .extracting(ReconcilePlanTests::shown)
                .isEqualTo(steps);
        assertThat(plan.strangers()).isEmpty();
    }

    @Test
    void vanishedOneEndsWhenItWasLastSeen() {
        assertThat(endOf(with(Phase.RUNNING, SOON, null, null, LAUNCHED), nothing()))
                .isEqualTo(LISTED);
    }

    @Test
    void vanishedOneThatNoLookSawEndsWhenItStarted() {
        Sight never = new Sight(Sight.Kind.SEEN, List.of(), null);
        Sight before = new Sight(Sight.Kind.SEEN, List.of(), STARTED.minusSeconds(1));
        Workload runs = with(Phase.RUNNING, SOON, null, null, LAUNCHED);
        assertThat(endOf(runs, never)).isEqualTo(STARTED);
        assertThat(endOf(runs, before)).isEqualTo(STARTED);
    }

    @Test
    void whatNobodyAskedForIsAStranger() {
        ReconcilePlan plan = ReconcilePlan.of(List.of(), running(), Set.of(), PATIENCE, NOW);
        assertThat(plan.steps()).isEmpty();
        assertThat(plan.strangers()).extracting(Observation::allocationId).containsExactly(ID);
    }

    @Test
    void whatIsUnderWayIsNoStranger() {
        ReconcilePlan plan = ReconcilePlan.of(List.of(), running(), Set.of(ID), PATIENCE, NOW);
        assertThat(plan.strangers()).isEmpty();
    }

    private static Instant endOf(Workload workload, Sight sight) {
        ReconcilePlan plan = ReconcilePlan.of(List.of(workload), sight, Set.of(), PATIENCE, NOW);
        return ((Step.End) plan.steps().getFirst()).at();
    }

    private static Arguments when(
            String situation, Workload workload, Sight sight, boolean busy, String... steps) {
        return Arguments.of(situation, workload, sight, busy, List.of(steps));
    }

    private static String shown(Step step) {
        return step instanceof Step.End end ? "End " + end.end() : step.getClass().getSimpleName();
    }

    private static Workload pending(Instant startBy, @Nullable Instant launchedAt) {
        return with(Phase.PENDING, startBy, null, null, launchedAt);
    }

    private static Workload told(Instant at) {
        return with(Phase.RUNNING, SOON, Duration.ofSeconds(10), at, LAUNCHED);
    }

    private static Workload stop(Workload workload) {
        return with(
                workload.phase(),
                workload.startBy(),
                Duration.ofSeconds(10),
                null,
                workload.launchedAt());
    }

    private static Workload with(
            Phase phase,
            Instant startBy,
            @Nullable Duration stopTimeout,
            @Nullable Instant stopSentAt,
            @Nullable Instant launchedAt) {
        return new Workload(
                ID,
                new BidId(new UUID(0, 2)),
                "sim-1",
                NOW.minusSeconds(60),
                startBy,
                stopTimeout,
                stopSentAt,
                phase,
                launchedAt,
                phase == Phase.PENDING ? null : STARTED,
                false);
    }

    private static Sight nothing() {
        return new Sight(Sight.Kind.SEEN, List.of(), LISTED);
    }

    private static Sight unknown() {
        return new Sight(Sight.Kind.UNKNOWN, List.of(), LISTED);
    }

    private static Sight gone() {
        return new Sight(Sight.Kind.GONE, List.of(), LISTED);
    }

    private static Sight created() {
        return seen(Observation.Phase.CREATED);
    }

    private static Sight running() {
        return seen(Observation.Phase.RUNNING);
    }

    private static Sight ended() {
        return seen(Observation.Phase.ENDED);
    }

    private static Sight seen(Observation.Phase phase) {
        boolean ended = phase == Observation.Phase.ENDED;
        Observation observation =
                new Observation(
                        ID,
                        "sim-1",
                        "container",
                        null,
                        phase,
                        phase == Observation.Phase.CREATED ? null : STARTED,
                        ended ? NOW : null,
                        ended ? 0 : null,
                        false);
        return new Sight(Sight.Kind.SEEN, List.of(observation), LISTED);
    }
}
