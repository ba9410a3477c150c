package dev.spotdock;

import org.axonframework.springboot.autoconfig.JdbcAutoConfiguration;
import org.axonframework.springboot.autoconfig.JpaAutoConfiguration;
import org.axonframework.springboot.autoconfig.JpaEventStoreAutoConfiguration;
import org.axonframework.springboot.autoconfig.UpdateCheckerAutoConfiguration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** The one process: hosts the modules auctions, billing and compute behind an HTTP API. */
@SpringBootApplication(
        exclude = {
            JdbcAutoConfiguration.class,
            JpaAutoConfiguration.class,
            JpaEventStoreAutoConfiguration.class,
            UpdateCheckerAutoConfiguration.class
        })
@ConfigurationPropertiesScan
public class SpotDock {

    static {
        // Axon reports to its vendor unless told not to, even outside Spring's configuration.
        System.setProperty("axoniq.update-checker.disabled", "true");
        System.setProperty("disable-axoniq-console-message", "true");
    }

    public static void main(String[] args) {
        try {
            SpringApplication.run(SpotDock.class, args);
        } catch (RuntimeException _) {
            // Spring has said why. A thread of Axon's would keep the failed process alive, and
            // whoever restarts processes would wait for ever.
            System.exit(1);
        }
    }
}
