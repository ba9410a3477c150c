package dev.spotdock.compute.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.spotdock.compute.spi.Observation.Phase;
import dev.spotdock.kernel.container.ContainerSpec;
import dev.spotdock.kernel.id.AllocationId;
import dev.spotdock.kernel.resources.Resources;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What every {@link ComputeProvider} must do. An implementation's test class implements this
 * interface and makes one {@link ProviderScenario} per test.
 */
public interface ComputeProviderContract {

    /** Racing launches of one allocation. */
    int RACERS = 8;

    Duration STOP_TIMEOUT = Duration.ofSeconds(1);

    /** The same one for the whole of a test. */
    ProviderScenario scenario();

    @AfterEach
    default void leaveNothingBehind() {
        scenario().close();
    }

    @Test
    default void offersNodesWithCapacity() {
        List<OfferedNode> nodes = provider().nodes();
        assertThat(nodes).isNotEmpty();
        assertThat(nodes).extracting(OfferedNode::name).doesNotHaveDuplicates();
        assertThat(nodes)
                .allSatisfy(node -> {
                    assertThat(node.name()).isNotBlank();
                    assertThat(node.pool()).isNotBlank();
                    assertThat(node.capacity().cpuMillis()).isPositive();
                    assertThat(node.capacity().memoryMiB()).isPositive();
                });
        assertThat(provider().nodes()).containsExactlyInAnyOrderElementsOf(nodes);
        assertThat(provider().name()).isNotBlank();
    }

    @Test
    default void launchedWorkloadRuns() {
        LaunchSpec spec = scenario().allocation(scenario().runsOn());
        Observation launched = provider().launch(spec);
        assertThat(launched.allocationId()).isEqualTo(spec.allocationId());
        assertThat(launched.containerId()).isNotBlank();

        Observation running = await(spec, Phase.RUNNING);
        assertThat(running.node()).isEqualTo(spec.node());
        assertThat(running.containerId()).isEqualTo(launched.containerId());
        assertWholeMillis(Objects.requireNonNull(running.startedAt()));
        assertThat(running.endedAt()).isNull();
        assertThat(running.exitCode()).isNull();
        assertThat(running.oomKilled()).isFalse();
    }

    @Test
    default void repeatedLaunchAdoptsTheRunningOne() {
        LaunchSpec spec = scenario().allocation(scenario().runsOn());
        provider().launch(spec);
        Observation running = await(spec, Phase.RUNNING);
        assertThat(provider().launch(spec)).isEqualTo(running);
        assertThat(provider().list(spec.node())).containsExactly(running);
    }

    @Test
    default void repeatedLaunchLeavesAnEndedOneAsItIs() {
        LaunchSpec spec = scenario().allocation(scenario().exits(3));
        provider().launch(spec);
        Observation ended = await(spec, Phase.ENDED);
        assertThat(provider().launch(spec)).isEqualTo(ended);
        assertThat(provider().list(spec.node())).containsExactly(ended);
    }

    @Test
    default void racingLaunchesLeaveOneWorkload() throws Exception {
        LaunchSpec spec = scenario().allocation(scenario().runsOn());
        CountDownLatch start = new CountDownLatch(1);
        try (var racers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Observation>> launches =
                    IntStream.range(0, RACERS)
                            .mapToObj(_ ->
                                    racers.submit(() -> {
                                        start.await();
                                        return provider().launch(spec);
                                    }))
                            .toList();
            start.countDown();
            Observation running = await(spec, Phase.RUNNING);
            for (Future<Observation> launch : launches) {
                assertThat(launch.get().containerId()).isEqualTo(running.containerId());
            }
            assertThat(provider().list(spec.node())).containsExactly(running);
        }
    }

    @Test
    default void exitIsObservedWithCodeAndInstants() {
        LaunchSpec spec = scenario().allocation(scenario().exits(3));
        provider().launch(spec);
        Observation ended = await(spec, Phase.ENDED);
        assertThat(ended.exitCode()).isEqualTo(3);
        assertThat(ended.oomKilled()).isFalse();
        Instant startedAt = Objects.requireNonNull(ended.startedAt());
        Instant endedAt = Objects.requireNonNull(ended.endedAt());
        assertThat(startedAt).isBeforeOrEqualTo(endedAt);
        assertWholeMillis(startedAt);
        assertWholeMillis(endedAt);
        assertThat(provider().list(spec.node())).containsExactly(ended);
    }

    @Test
    default void stoppedWorkloadEnds() {
        LaunchSpec spec = launchedAndRunning();
        provider().stop(spec.node(), spec.allocationId(), STOP_TIMEOUT);
        Observation ended = await(spec, Phase.ENDED);
        assertThat(ended.exitCode()).isNotNull();
        assertThat(ended.startedAt()).isNotNull();
        assertThat(ended.endedAt()).isNotNull();

        provider().stop(spec.node(), spec.allocationId(), STOP_TIMEOUT);
        assertThat(provider().list(spec.node())).containsExactly(ended);
    }

    @Test
    default void removeTakesAwayARunningWorkload() {
        LaunchSpec spec = launchedAndRunning();
        provider().remove(spec.node(), spec.allocationId());
        Await.until(() -> provider().list(spec.node()), List::isEmpty, scenario()::pause);
        provider().remove(spec.node(), spec.allocationId());
    }

    @Test
    default void removeTakesAwayAnEndedWorkload() {
        LaunchSpec spec = scenario().allocation(scenario().exits(0));
        provider().launch(spec);
        await(spec, Phase.ENDED);
        provider().remove(spec.node(), spec.allocationId());
        assertThat(provider().list(spec.node())).isEmpty();
    }

    @Test
    default void unknownWorkloadsAreLeftInPeace() {
        AllocationId unknown = new AllocationId(UUID.randomUUID());
        String node = scenario().node().name();
        provider().stop(node, unknown, STOP_TIMEOUT);
        provider().remove(node, unknown);
        assertThat(provider().log(node, unknown, 100)).isEmpty();
        assertThat(provider().list(node)).isEmpty();
    }

    @Test
    default void logHoldsWhatTheWorkloadPrinted() {
        ProviderScenario.Printing printing = scenario().prints("how d\u2019you do");
        LaunchSpec spec = scenario().allocation(printing.container());
        provider().launch(spec);
        await(spec, Phase.ENDED);
        assertThat(log(spec, 1000)).isEqualTo(printing.log());
    }

    @Test
    default void logKeepsItsEndWhenItIsCut() {
        ProviderScenario.Printing printing = scenario().prints("abcdefghij");
        LaunchSpec spec = scenario().allocation(printing.container());
        provider().launch(spec);
        await(spec, Phase.ENDED);
        String whole = printing.log();
        assertThat(log(spec, 4)).isEqualTo(whole.substring(whole.length() - 4));
    }

    @Test
    default void shapesThatNoNodeCanHoldAreRefusedBeforeAnythingIsMade() {
        Resources capacity = scenario().node().capacity();
        ContainerSpec container = scenario().runsOn();
        List.of(
                        new Resources(capacity.cpuMillis() + 1, 64, 0),
                        new Resources(100, capacity.memoryMiB() + 1, 0),
                        new Resources(100, 64, capacity.gpus() + 1),
                        new Resources(100, 5, 0),
                        new Resources(0, 64, 0))
                .forEach(shape ->
                        assertThat(failure(scenario().allocation(container, shape)).kind())
                                .as("%s", shape)
                                .isEqualTo(ProviderFailure.Kind.REFUSED));
        assertThat(provider().list(scenario().node().name())).isEmpty();
    }

    @Test
    default void imageThatNobodyHasIsUnavailable() {
        ProviderFailure failure = failure(scenario().allocation(scenario().unavailable()));
        assertThat(failure.kind()).isEqualTo(ProviderFailure.Kind.IMAGE_UNAVAILABLE);
        assertThat(failure.getMessage())
                .isNotBlank()
                .doesNotContain("\n")
                .contains(scenario().unavailable().image());
        assertThat(provider().list(scenario().node().name())).isEmpty();
    }

    @Test
    default void anotherInstallationNeitherSeesNorTouchesAWorkload() {
        LaunchSpec spec = launchedAndRunning();
        ComputeProvider stranger = scenario().stranger();
        assertThat(stranger.list(spec.node())).isEmpty();
        assertThat(stranger.log(spec.node(), spec.allocationId(), 100)).isEmpty();
        stranger.stop(spec.node(), spec.allocationId(), STOP_TIMEOUT);
        stranger.remove(spec.node(), spec.allocationId());
        assertThat(await(spec, Phase.RUNNING)).isNotNull();
    }

    @Test
    default void closingLeavesWorkloadsAloneAndCanBeRepeated() {
        provider().watch(_ -> {});
        provider().close();
        assertThatCode(provider()::close).doesNotThrowAnyException();
    }

    private ComputeProvider provider() {
        return scenario().provider();
    }

    private LaunchSpec launchedAndRunning() {
        LaunchSpec spec = scenario().allocation(scenario().runsOn());
        provider().launch(spec);
        await(spec, Phase.RUNNING);
        return spec;
    }

    private Observation await(LaunchSpec spec, Phase phase) {
        return Await.until(
                        () ->
                                provider().list(spec.node()).stream()
                                        .filter(o -> o.allocationId().equals(spec.allocationId()))
                                        .toList(),
                        seen -> seen.size() == 1 && seen.getFirst().phase() == phase,
                        scenario()::pause)
                .getFirst();
    }

    private ProviderFailure failure(LaunchSpec spec) {
        return Objects.requireNonNull(
                catchThrowableOfType(ProviderFailure.class, () -> provider().launch(spec)),
                "launched, although it must fail");
    }

    private String log(LaunchSpec spec, int maxBytes) {
        byte[] bytes = provider().log(spec.node(), spec.allocationId(), maxBytes);
        assertThat(bytes.length).isLessThanOrEqualTo(maxBytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static void assertWholeMillis(Instant instant) {
        assertThat(instant).isEqualTo(instant.truncatedTo(ChronoUnit.MILLIS));
    }
}
