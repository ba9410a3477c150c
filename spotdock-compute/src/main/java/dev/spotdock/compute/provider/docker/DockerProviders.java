package dev.spotdock.compute.provider.docker;

import dev.spotdock.compute.spi.ComputeProvider;
import dev.spotdock.compute.spi.ProviderFailure;
import dev.spotdock.kernel.id.InstallationId;

/** The way to a Docker Engine. */
public final class DockerProviders {

    private DockerProviders() {}

    /**
     * A provider on the engine that the properties name, checked to be there, to be new enough and
     * to let us in. Nothing is created yet.
     *
     * @param installation whose containers are listed, adopted and removed; no others are
     * @throws ProviderFailure {@code UNREACHABLE}, with a message that tells an operator what to do
     */
    public static ComputeProvider connect(
            DockerProperties properties, InstallationId installation) {
        Engine engine = Engine.connect(properties);
        try {
            return new DockerComputeProvider(engine, properties, installation);
        } catch (RuntimeException e) {
            engine.close();
            throw e;
        }
    }
}
