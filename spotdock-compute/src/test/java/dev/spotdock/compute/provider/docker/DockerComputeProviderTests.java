package dev.spotdock.compute.provider.docker;

import dev.spotdock.compute.spi.ComputeProviderContract;
import dev.spotdock.compute.spi.ProviderScenario;

/** The contract, on a real engine. */
@RequiresDocker
class DockerComputeProviderTests implements ComputeProviderContract {

    private final DockerScenario scenario = new DockerScenario();

    @Override
    public ProviderScenario scenario() {
        return scenario;
    }
}
