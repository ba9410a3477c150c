package dev.spotdock.compute.provider.simulated;

import dev.spotdock.kernel.resources.Quantities;
import dev.spotdock.kernel.resources.Resources;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the simulated provider.
 *
 * @param nodes how many it starts with, named {@code sim-1} and so on; 4 is enough to see placement
 * @param pool the market they belong to
 * @param nodeCpu of each, a quantity such as {@code 8}
 * @param nodeMemory of each, a quantity such as {@code 32Gi}
 * @param startLatency between launch and start, at least; an engine takes about 0.3 s
 * @param startJitter at most this is added, by the seed
 * @param failureRate launches refused of a thousand, by the seed, so that failures can be tried
 * @param seed what latencies and failures follow from: equal seeds, equal runs
 */
@Validated
@ConfigurationProperties("spotdock.compute.simulated")
public record SimulatedProperties(
        @Min(0) @Max(10_000) @DefaultValue("4") int nodes,
        @NotBlank @DefaultValue("default") String pool,
        @NotBlank @DefaultValue("8") String nodeCpu,
        @NotBlank @DefaultValue("32Gi") String nodeMemory,
        @DefaultValue("0ms") Duration startLatency,
        @DefaultValue("200ms") Duration startJitter,
        @Min(0) @Max(1000) @DefaultValue("0") int failureRate,
        @DefaultValue("1") long seed) {

    /**
     * Checked when bound, so that a mistake stops the start and not the first launch.
     *
     * @throws IllegalArgumentException if a quantity cannot be read or a duration is negative
     */
    public SimulatedProperties {
        if (Quantities.parseCpuMillis(nodeCpu) < 1 || Quantities.parseMemoryMiB(nodeMemory) < 1) {
            throw new IllegalArgumentException("simulated nodes must have CPU and memory");
        }
        if (startLatency.isNegative() || startJitter.isNegative()) {
            throw new IllegalArgumentException("simulated latencies must not be negative");
        }
    }

    Resources capacity() {
        return new Resources(
                Quantities.parseCpuMillis(nodeCpu), Quantities.parseMemoryMiB(nodeMemory), 0);
    }
}
