package dev.spotdock.compute.provider;

import dev.spotdock.compute.node.SimulatedNodes;
import dev.spotdock.compute.provider.docker.DockerProperties;
import dev.spotdock.compute.provider.docker.DockerProviders;
import dev.spotdock.compute.provider.simulated.SimulatedComputeProvider;
import dev.spotdock.compute.provider.simulated.SimulatedProperties;
import dev.spotdock.compute.settings.ComputeProperties;
import dev.spotdock.compute.spi.ComputeProvider;
import dev.spotdock.kernel.id.InstallationId;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Chooses the provider, once, at the start. The only place that knows more than one. */
@Configuration(proxyBeanMethods = false)
class ProviderConfiguration {

    /** Made by the first migration; Spring Boot migrates before anybody gets a JdbcClient. */
    @Bean
    InstallationId installationId(JdbcClient jdbc) {
        return jdbc.sql("select id from compute.installation")
                .query((row, _) -> InstallationId.of(row.getString("id")))
                .single();
    }

    @Bean(destroyMethod = "close")
    ComputeProvider computeProvider(
            ComputeProperties properties,
            DockerProperties docker,
            InstallationId installation,
            SimulatedProperties simulated,
            SimulatedNodes simulatedNodes,
            InstantSource clock) {
        Supplier<ComputeProvider> engine = () -> DockerProviders.connect(docker, installation);
        Supplier<ComputeProvider> memory =
                () -> new SimulatedComputeProvider(simulated, clock, simulatedNodes::changed);
        return ProviderSelection.choose(properties.provider(), engine, memory);
    }
}
