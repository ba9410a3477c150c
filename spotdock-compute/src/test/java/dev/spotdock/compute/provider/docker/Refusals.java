package dev.spotdock.compute.provider.docker;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.spotdock.compute.spi.LaunchSpec;
import dev.spotdock.compute.spi.ProviderFailure;
import dev.spotdock.kernel.container.ContainerSpec;
import java.util.Objects;

/** Launches that must fail. */
final class Refusals {

    private Refusals() {}

    static ProviderFailure of(DockerScenario scenario, ContainerSpec container) {
        return of(scenario, scenario.allocation(container));
    }

    static ProviderFailure of(DockerScenario scenario, LaunchSpec spec) {
        return Objects.requireNonNull(
                catchThrowableOfType(ProviderFailure.class, () -> scenario.provider().launch(spec)),
                "launched, although it must fail");
    }
}
