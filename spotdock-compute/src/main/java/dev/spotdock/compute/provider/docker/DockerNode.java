package dev.spotdock.compute.provider.docker;

import com.github.dockerjava.api.model.Info;
import dev.spotdock.compute.spi.LaunchSpec;
import dev.spotdock.compute.spi.OfferedNode;
import dev.spotdock.kernel.resources.Quantities;
import dev.spotdock.kernel.resources.Resources;
import java.util.Objects;
import java.util.Optional;

/**
 * The engine as a node.
 *
 * @param offered what workloads may use of it together
 * @param engineCpuMillis what it has: more in one container is refused by the engine
 */
record DockerNode(OfferedNode offered, long engineCpuMillis) {

    /** The engine refuses less than 0.01 CPU, and takes 0 as unlimited. */
    private static final long CPU_MILLIS_MIN = 10;

    /** The engine refuses less, and takes 0 as unlimited. */
    private static final long MEMORY_MIB_MIN = 6;

    /** What is left to the host is this, or a quarter of a small one. */
    private static final long CPU_MILLIS_RESERVE = 1000;

    private static final long MEMORY_MIB_RESERVE = 2048;

    static DockerNode of(DockerProperties properties, Info engine) {
        long cpuMillis = 1000L * Objects.requireNonNullElse(engine.getNCPU(), 0);
        long memoryMiB = Objects.requireNonNullElse(engine.getMemTotal(), 0L) >> 20;
        String cpu = properties.cpu();
        String memory = properties.memory();
        Resources capacity =
                new Resources(
                        cpu == null
                                ? lessReserve(cpuMillis, CPU_MILLIS_RESERVE)
                                : Quantities.parseCpuMillis(cpu),
                        memory == null
                                ? lessReserve(memoryMiB, MEMORY_MIB_RESERVE)
                                : Quantities.parseMemoryMiB(memory),
                        0);
        return new DockerNode(
                new OfferedNode(properties.node(), properties.pool(), capacity), cpuMillis);
    }

    private static long lessReserve(long total, long reserve) {
        return total - Math.min(reserve, total / 4);
    }

    /** Why this can never run here, so that nothing is pulled or created for it. */
    Optional<String> objection(LaunchSpec spec) {
        Resources wanted = spec.resources();
        Resources capacity = offered.capacity();
        long cpuMax = Math.min(capacity.cpuMillis(), engineCpuMillis);
        if (!spec.node().equals(offered.name())) {
            return Optional.of("this engine is node %s".formatted(offered.name()));
        }
        if (wanted.gpus() > 0) {
            return Optional.of("node %s has no GPU".formatted(offered.name()));
        }
        if (wanted.cpuMillis() < CPU_MILLIS_MIN || wanted.cpuMillis() > cpuMax) {
            return Optional.of(
                    "a container on node %s has 10m to %s CPU, not %s"
                            .formatted(
                                    offered.name(),
                                    Quantities.cpu(cpuMax),
                                    Quantities.cpu(wanted.cpuMillis())));
        }
        if (wanted.memoryMiB() < MEMORY_MIB_MIN || wanted.memoryMiB() > capacity.memoryMiB()) {
            return Optional.of(
                    "a container on node %s has 6Mi to %s memory, not %s"
                            .formatted(
                                    offered.name(),
                                    Quantities.memory(capacity.memoryMiB()),
                                    Quantities.memory(wanted.memoryMiB())));
        }
        return Optional.empty();
    }
}
