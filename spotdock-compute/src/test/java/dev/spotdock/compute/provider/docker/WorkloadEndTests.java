package dev.spotdock.compute.provider.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.compute.image.ImageReference;
import dev.spotdock.compute.spi.Await;
import dev.spotdock.compute.spi.ComputeProvider;
import dev.spotdock.compute.spi.LaunchSpec;
import dev.spotdock.compute.spi.Observation;
import dev.spotdock.compute.spi.Observation.Phase;
import dev.spotdock.compute.spi.ProviderFailure;
import dev.spotdock.kernel.container.ContainerSpec;
import dev.spotdock.kernel.id.AllocationId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How workloads end on a real engine, and what is left of them. */
@RequiresDocker
class WorkloadEndTests {

    /** What a workload may print last and still be read in full. */
    private static final int TAIL = 1 << 20;

    /** Tells of each SIGTERM and ends half a second after the first. */
    private static final String SLOW_TO_STOP =
            """
            trap 'echo term; told=1' TERM
            echo up
            while test -z "$told"; do sleep 0.05; done
            sleep 0.5
            echo bye
            exit 7
            """;

    private final DockerScenario scenario = new DockerScenario();

    @AfterEach
    void leaveNothingBehind() {
        scenario.close();
    }

    @Test
    void aWorkloadAtItsMemoryLimitIsSeenAsOomKilled() {
        LaunchSpec spec = scenario.launch(scenario.shell("exec tail /dev/zero"));
        Observation ended = scenario.await(spec, Phase.ENDED);
        assertThat(ended.oomKilled()).isTrue();
        assertThat(ended.exitCode()).isEqualTo(137);
    }

    @Test
    void aStopLetsTheWorkloadEndInOrder() {
        LaunchSpec spec = scenario.launch(scenario.shell(SLOW_TO_STOP));
        Await.until(() -> log(spec, 100), log -> log.contains("up"), scenario::pause);
        stop(spec);
        assertThat(scenario.await(spec, Phase.ENDED).exitCode()).isEqualTo(7);
        assertThat(log(spec, 100)).isEqualTo("up\nterm\nbye\n");
    }

    @Test
    void aRepeatedStopSendsNoSecondSignal() {
        LaunchSpec spec = scenario.launch(scenario.shell(SLOW_TO_STOP));
        Await.until(() -> log(spec, 100), log -> log.contains("up"), scenario::pause);
        stop(spec);
        Await.until(() -> log(spec, 100), log -> log.contains("term"), scenario::pause);
        stop(spec);
        scenario.await(spec, Phase.ENDED);
        assertThat(log(spec, 100)).isEqualTo("up\nterm\nbye\n");
    }

    @Test
    void aWorkloadThatDoesNotListenIsKilledAfterTheTimeout() {
        LaunchSpec spec =
                scenario.launch(scenario.shell("trap '' TERM; while :; do sleep 1; done"));
        Observation running = scenario.await(spec, Phase.RUNNING);
        scenario.provider().stop(spec.node(), spec.allocationId(), Duration.ofSeconds(1));
        Observation ended = scenario.await(spec, Phase.ENDED);
        assertThat(ended.exitCode()).isEqualTo(137);
        assertThat(ended.oomKilled()).isFalse();
        assertThat(ended.startedAt()).isEqualTo(running.startedAt());
    }

    @Test
    void theEventStreamTellsOfStartAndEnd() {
        Collection<AllocationId> told = new ConcurrentLinkedQueue<>();
        scenario.provider().watch(told::add);
        LaunchSpec spec = scenario.launch(scenario.runsOn());
        Await.until(() -> told, seen -> seen.contains(spec.allocationId()), scenario::pause);
        told.clear();
        scenario.client().killContainerCmd(ContainerTranslation.name(spec.allocationId())).exec();
        long killed = System.nanoTime();
        Await.until(() -> told, seen -> seen.contains(spec.allocationId()), scenario::pause);
        assertThat(Duration.ofNanos(System.nanoTime() - killed)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void theEventStreamIsSilentAboutOthers() {
        Collection<AllocationId> told = new ConcurrentLinkedQueue<>();
        Collection<AllocationId> toldStranger = new ConcurrentLinkedQueue<>();
        scenario.provider().watch(told::add);
        scenario.stranger().watch(toldStranger::add);
        LaunchSpec spec = scenario.launch(scenario.runsOn());
        LaunchSpec others = scenario.allocation(scenario.runsOn());
        scenario.stranger().launch(others);
        Await.until(() -> told, seen -> !seen.isEmpty(), scenario::pause);
        Await.until(() -> toldStranger, seen -> !seen.isEmpty(), scenario::pause);
        assertThat(told).containsOnly(spec.allocationId());
        assertThat(toldStranger).containsOnly(others.allocationId());
    }

    @Test
    void aNewProcessAdoptsWhatTheOldOneLeft() {
        LaunchSpec spec = scenario.launch(scenario.runsOn());
        Observation before = scenario.await(spec, Phase.RUNNING);
        scenario.provider().close();

        ComputeProvider after = scenario.another();
        assertThat(after.list(spec.node())).containsExactly(before);
        assertThat(after.launch(spec)).isEqualTo(before);
        after.remove(spec.node(), spec.allocationId());
        assertThat(after.list(spec.node())).isEmpty();
    }

    @Test
    void aCreatedContainerIsStartedNotMadeAgain() {
        LaunchSpec spec = scenario.allocation(scenario.runsOn());
        String id =
                new ContainerTranslation(
                                DockerScenario.properties(Map.of()), scenario.installation())
                        .create(
                                scenario.client(),
                                spec,
                                ImageReference.of(DockerScenario.IMAGE),
                                new TenantNetwork(
                                                scenario.engine(),
                                                scenario.installation(),
                                                DockerProperties.Reach.INTERNAL)
                                        .ensure())
                        .exec()
                        .getId();
        assertThat(scenario.provider().list(spec.node()))
                .singleElement()
                .satisfies(created -> {
                    assertThat(created.phase()).isEqualTo(Phase.CREATED);
                    assertThat(created.startedAt()).isNull();
                });
        assertThat(scenario.provider().launch(spec).containerId()).isEqualTo(id);
        scenario.await(spec, Phase.RUNNING);
    }

    @Test
    void twoInstallationsDoNotAdoptEachOthersContainer() {
        LaunchSpec spec = scenario.allocation(scenario.runsOn());
        scenario.stranger().launch(spec);
        ProviderFailure refused = Refusals.of(scenario, spec);
        assertThat(refused.kind()).isEqualTo(ProviderFailure.Kind.REFUSED);
        scenario.provider().remove(spec.node(), spec.allocationId());
        assertThat(scenario.provider().list(spec.node())).isEmpty();
        assertThat(scenario.stranger().list(spec.node()))
                .singleElement()
                .satisfies(theirs -> assertThat(theirs.phase()).isEqualTo(Phase.RUNNING));
    }

    @Test
    void aCommandThatIsNotThereIsRefusedAndCanBeRemoved() {
        LaunchSpec spec =
                scenario.allocation(
                        new ContainerSpec(
                                DockerScenario.IMAGE, List.of("no-such-program"), Map.of()));
        ProviderFailure refused = Refusals.of(scenario, spec);
        assertThat(refused.kind()).isEqualTo(ProviderFailure.Kind.REFUSED);
        assertThat(refused.getMessage()).contains("no-such-program").doesNotContain("\n");
        scenario.provider().remove(spec.node(), spec.allocationId());
        assertThat(scenario.provider().list(spec.node())).isEmpty();
    }

    @Test
    void theLastMebibyteOfALongLogSurvives() {
        String line = "0123456789 0123456789 0123456789 0123456789";
        LaunchSpec spec =
                scenario.launch(
                        scenario.shell("yes '%s' | head -n 200000; echo the end".formatted(line)));
        scenario.await(spec, Phase.ENDED);
        byte[] tail = scenario.provider().log(spec.node(), spec.allocationId(), TAIL);
        assertThat(tail).hasSize(TAIL);
        assertThat(new String(tail, StandardCharsets.UTF_8)).endsWith(line + "\nthe end\n");
        assertThat(log(spec, 8)).isEqualTo("the end\n");
    }

    /** In the order in which the engine reads the two pipes, which is not always the program's. */
    @Test
    void bothOutputsAreInTheLog() {
        assertThat(scenario.output(scenario.shell("echo out; echo err >&2")).lines())
                .containsExactlyInAnyOrder("out", "err");
    }

    @Test
    void instantsAreTheEngines() {
        LaunchSpec spec = scenario.launch(scenario.exits(0));
        Observation ended = scenario.await(spec, Phase.ENDED);
        String startedAt = Objects.requireNonNull(scenario.inspect(spec).getState().getStartedAt());
        assertThat(Instant.parse(startedAt))
                .isBetween(
                        Objects.requireNonNull(ended.startedAt()),
                        Objects.requireNonNull(ended.startedAt()).plusMillis(1));
    }

    private void stop(LaunchSpec spec) {
        scenario.provider().stop(spec.node(), spec.allocationId(), Duration.ofSeconds(20));
    }

    private String log(LaunchSpec spec, int maxBytes) {
        return new String(
                scenario.provider().log(spec.node(), spec.allocationId(), maxBytes),
                StandardCharsets.UTF_8);
    }
}
