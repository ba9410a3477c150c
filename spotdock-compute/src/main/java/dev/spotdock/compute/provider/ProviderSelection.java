package dev.spotdock.compute.provider;

import dev.spotdock.compute.settings.ComputeProperties.ProviderChoice;
import dev.spotdock.compute.spi.ComputeProvider;
import dev.spotdock.compute.spi.ProviderFailure;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which provider is taken, and one line that says why. */
final class ProviderSelection {

    private static final Logger log = LoggerFactory.getLogger(ProviderSelection.class);

    private ProviderSelection() {}

    /**
     * Opens the provider that was asked for.
     *
     * @throws ProviderFailure if Docker was asked for and does not answer; falling back to
     *     workloads that exist in memory only would be worse than not starting
     */
    static ComputeProvider choose(
            ProviderChoice choice,
            Supplier<ComputeProvider> docker,
            Supplier<ComputeProvider> simulated) {
        return switch (choice) {
            case DOCKER -> {
                ComputeProvider provider = docker.get();
                log.info("Workloads run on Docker, as configured");
                yield provider;
            }
            case SIMULATED -> {
                log.info("Workloads run on the simulated provider, as configured");
                yield simulated.get();
            }
            case AUTO -> firstThatAnswers(docker, simulated);
        };
    }

    private static ComputeProvider firstThatAnswers(
            Supplier<ComputeProvider> docker, Supplier<ComputeProvider> simulated) {
        try {
            ComputeProvider provider = docker.get();
            log.info("Workloads run on Docker, because an engine answers");
            return provider;
        } catch (ProviderFailure e) {
            log.warn(
                    "Workloads run on the simulated provider, because Docker is not there: {}",
                    e.getMessage());
            return simulated.get();
        }
    }
}
