package dev.spotdock.compute.provider;

import dev.spotdock.compute.node.SimulatedNodes;
import dev.spotdock.compute.provider.simulated.SimulatedComputeProvider;
import dev.spotdock.compute.provider.simulated.SimulatedProperties;
import dev.spotdock.compute.settings.ComputeProperties;
import dev.spotdock.compute.settings.ComputeProperties.ProviderChoice;
import dev.spotdock.compute.spi.ComputeProvider;
import dev.spotdock.kernel.id.InstallationId;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Chooses the provider, once, at the start. */
@Configuration(proxyBeanMethods = false)
class ProviderConfiguration {

    private static final Logger log = LoggerFactory.getLogger(ProviderConfiguration.class);

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
            SimulatedProperties simulated,
            SimulatedNodes simulatedNodes,
            InstantSource clock) {
        if (properties.provider() == ProviderChoice.DOCKER) {
            throw new IllegalStateException("there is no Docker provider in this build");
        }
        log.info("Workloads run on the simulated provider: they exist in memory only");
        return new SimulatedComputeProvider(simulated, clock, simulatedNodes::all);
    }
}
