package dev.spotdock.compute.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spotdock.compute.provider.simulated.SimulatedComputeProvider;
import dev.spotdock.compute.provider.simulated.SimulatedProperties;
import dev.spotdock.compute.settings.ComputeProperties.ProviderChoice;
import dev.spotdock.compute.spi.ComputeProvider;
import dev.spotdock.compute.spi.ProviderFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class ProviderSelectionTests {

    private final ComputeProvider engine = provider();
    private final ComputeProvider memory = provider();

    @Test
    void autoTakesDockerWhenItAnswers() {
        assertThat(ProviderSelection.choose(ProviderChoice.AUTO, () -> engine, () -> memory))
                .isSameAs(engine);
    }

    @Test
    void autoTakesTheSimulatedOneWhenDockerDoesNotAnswer() {
        assertThat(
                        ProviderSelection.choose(
                                ProviderChoice.AUTO,
                                ProviderSelectionTests::noEngine,
                                () -> memory))
                .isSameAs(memory);
    }

    @Test
    void simulatedNeverAsksDocker() {
        assertThat(
                        ProviderSelection.choose(
                                ProviderChoice.SIMULATED,
                                ProviderSelectionTests::noEngine,
                                () -> memory))
                .isSameAs(memory);
    }

    @Test
    void dockerThatDoesNotAnswerStopsTheStart() {
        assertThatThrownBy(() ->
                        ProviderSelection.choose(
                                ProviderChoice.DOCKER,
                                ProviderSelectionTests::noEngine,
                                () -> memory))
                .isInstanceOf(ProviderFailure.class)
                .hasMessage("no socket there");
    }

    private static ComputeProvider noEngine() {
        throw new ProviderFailure(ProviderFailure.Kind.UNREACHABLE, "no socket there", null);
    }

    private static ComputeProvider provider() {
        SimulatedProperties properties =
                new SimulatedProperties(
                        1, "default", "8", "32Gi", Duration.ZERO, Duration.ZERO, 0, 1);
        return new SimulatedComputeProvider(
                properties, () -> Instant.EPOCH, UnaryOperator.identity());
    }
}
