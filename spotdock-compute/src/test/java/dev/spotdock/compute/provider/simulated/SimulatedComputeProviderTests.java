package dev.spotdock.compute.provider.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spotdock.compute.spi.ComputeProvider;
import dev.spotdock.compute.spi.ComputeProviderContract;
import dev.spotdock.compute.spi.LaunchSpec;
import dev.spotdock.compute.spi.Observation;
import dev.spotdock.compute.spi.OfferedNode;
import dev.spotdock.compute.spi.ProviderFailure;
import dev.spotdock.compute.spi.ProviderScenario;
import dev.spotdock.kernel.container.ContainerSpec;
import dev.spotdock.kernel.resources.Resources;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SimulatedComputeProviderTests implements ComputeProviderContract {

    private final Scenario scenario = new Scenario(0);

    @Override
    public ProviderScenario scenario() {
        return scenario;
    }

    @Test
    void startsWithinLatencyAndJitter() {
        LaunchSpec spec = scenario.allocation(scenario.runsOn());
        Instant launchedAt = scenario.now;
        scenario.provider.launch(spec);
        scenario.now = launchedAt.plusMillis(300);
        assertThat(only(spec).startedAt())
                .isBetween(launchedAt.plusMillis(100), launchedAt.plusMillis(300));
    }

    @Test
    void sleeperEndsByItselfAfterItsSeconds() {
        LaunchSpec spec =
                scenario.allocation(new ContainerSpec("any", List.of("sleep", "60"), Map.of()));
        scenario.provider.launch(spec);
        scenario.now = scenario.now.plusSeconds(3600);
        Observation ended = only(spec);
        assertThat(ended.exitCode()).isZero();
        assertThat(Duration.between(ended.startedAt(), ended.endedAt()))
                .isEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void stubbornOneIsKilledAfterTheTimeout() {
        LaunchSpec spec =
                scenario.allocation(new ContainerSpec("any", List.of("stubborn"), Map.of()));
        scenario.provider.launch(spec);
        scenario.now = scenario.now.plusSeconds(10);
        scenario.provider.stop(spec.node(), spec.allocationId(), Duration.ofSeconds(5));
        assertThat(only(spec).phase()).isEqualTo(Observation.Phase.RUNNING);
        scenario.now = scenario.now.plusSeconds(5);
        assertThat(only(spec).exitCode()).isEqualTo(137);
        assertThat(only(spec).endedAt()).isEqualTo(scenario.now);
    }

    @Test
    void failureRateOfAThousandRefusesEverything() {
        try (Scenario failing = new Scenario(1000)) {
            assertThatThrownBy(() -> failing.provider.launch(failing.allocation(failing.runsOn())))
                    .isInstanceOfSatisfying(
                            ProviderFailure.class,
                            failure ->
                                    assertThat(failure.kind())
                                            .isEqualTo(ProviderFailure.Kind.REFUSED));
        }
    }

    @Test
    void knowsNothingOfNodesThatAreNotItsOwn() {
        assertThatThrownBy(() -> scenario.provider.list("docker-1"))
                .isInstanceOfSatisfying(
                        ProviderFailure.class,
                        failure ->
                                assertThat(failure.kind())
                                        .isEqualTo(ProviderFailure.Kind.UNREACHABLE));
    }

    @Test
    void nodesAreTheConfiguredOnesAfterTheChangesMadeByHand() {
        OfferedNode added = new OfferedNode("big", "gpu", new Resources(64_000, 65_536, 8));
        ComputeProvider provider =
                new SimulatedComputeProvider(
                        Scenario.properties(0),
                        () -> scenario.now,
                        configured ->
                                Stream.concat(Stream.of(added), configured.stream().skip(1))
                                        .toList());
        assertThat(provider.nodes())
                .extracting(OfferedNode::name)
                .containsExactly("big", "sim-2", "sim-3", "sim-4");
        assertThat(provider.list("big")).isEmpty();
        assertThatThrownBy(() -> provider.list("sim-1")).isInstanceOf(ProviderFailure.class);
        provider.close();
    }

    private Observation only(LaunchSpec spec) {
        List<Observation> seen = scenario.provider.list(spec.node());
        assertThat(seen).hasSize(1);
        return seen.getFirst();
    }

    private static final class Scenario implements ProviderScenario {

        private Instant now = Instant.parse("2026-11-21T12:00:00Z");
        private final SimulatedComputeProvider provider;
        private final SimulatedComputeProvider stranger;

        Scenario(int failureRate) {
            provider =
                    new SimulatedComputeProvider(
                            properties(failureRate), () -> now, UnaryOperator.identity());
            stranger =
                    new SimulatedComputeProvider(
                            properties(failureRate), () -> now, UnaryOperator.identity());
        }

        static SimulatedProperties properties(int failureRate) {
            return new SimulatedProperties(
                    4,
                    "default",
                    "8",
                    "32Gi",
                    Duration.ofMillis(100),
                    Duration.ofMillis(200),
                    failureRate,
                    7);
        }

        @Override
        public ComputeProvider provider() {
            return provider;
        }

        @Override
        public ComputeProvider stranger() {
            return stranger;
        }

        @Override
        public ContainerSpec runsOn() {
            return new ContainerSpec("any:1", List.of("serve"), Map.of());
        }

        @Override
        public ContainerSpec exits(int code) {
            return new ContainerSpec("any:1", List.of("exit", Integer.toString(code)), Map.of());
        }

        @Override
        public Printing prints(String text) {
            return new Printing(
                    new ContainerSpec("any:1", List.of("echo", text), Map.of()),
                    "started on sim-1\n" + text + "\nended with exit code 0\n");
        }

        @Override
        public ContainerSpec unavailable() {
            return new ContainerSpec("missing/image:1", List.of(), Map.of());
        }

        @Override
        public void pause() {
            now = now.plusMillis(100);
        }

        @Override
        public void close() {
            provider.close();
            stranger.close();
        }
    }
}
