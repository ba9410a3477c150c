package dev.spotdock.compute.provider.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HealthCheck;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.LogConfig;
import com.github.dockerjava.api.model.LogConfig.LoggingType;
import com.github.dockerjava.api.model.RestartPolicy;
import com.github.dockerjava.api.model.Ulimit;
import dev.spotdock.compute.image.ImageReference;
import dev.spotdock.compute.provider.docker.DockerProperties.Reach;
import dev.spotdock.compute.spi.LaunchSpec;
import dev.spotdock.kernel.container.ContainerSpec;
import dev.spotdock.kernel.id.AllocationId;
import dev.spotdock.kernel.id.InstallationId;
import dev.spotdock.kernel.resources.Resources;
import java.util.List;
import java.util.Map;

/**
 * A workload as the container that the engine creates: what it may use and what it may not do.
 *
 * <p>The bid's command takes the place of the image's {@code CMD} (Kubernetes: {@code args}); the
 * image's {@code ENTRYPOINT} stays.
 */
record ContainerTranslation(DockerProperties properties, InstallationId installation) {

    private static final long NANOS_PER_MILLI_CPU = 1_000_000;

    /**
     * Enough for lock files and sockets; it counts as the workload's memory. An image's own /tmp
     * keeps its mode whatever is said here, so it belongs to the user that is set.
     */
    private static final String TMPFS_OPTIONS = "rw,nosuid,nodev,mode=1777,size=64m";

    /**
     * The container's own loopback, where nobody answers. Engines before 23.0.11 otherwise resolve
     * names for workloads through a resolver on the host's loopback, even on a network that leads
     * nowhere: a way out (CVE-2024-29018).
     */
    private static final String NO_RESOLVER = "127.0.0.1";

    /**
     * An image may ask the engine to start a program in the container every millisecond. Nobody
     * reads the result here, and the work would be the engine's.
     */
    private static final HealthCheck NO_HEALTH_CHECK = new HealthCheck().withTest(List.of("NONE"));

    /** The host may hand core dumps to a program of its own, running as its root. */
    private static final Ulimit NO_CORE_DUMPS = new Ulimit("core", 0L, 0L);

    /** Follows from the allocation, so that a second create finds the first one's container. */
    static String name(AllocationId allocationId) {
        return "spotdock-" + allocationId;
    }

    CreateContainerCmd create(
            DockerClient client, LaunchSpec spec, ImageReference image, String network) {
        ContainerSpec container = spec.container();
        CreateContainerCmd create =
                client.createContainerCmd(image.canonical())
                        .withName(name(spec.allocationId()))
                        .withLabels(labels(spec))
                        .withEnv(env(container.env()))
                        .withHealthcheck(NO_HEALTH_CHECK)
                        .withHostConfig(host(spec.resources(), network));
        if (!container.command().isEmpty()) {
            create.withCmd(container.command());
        }
        String user = properties.user();
        if (user != null) {
            create.withUser(user);
        }
        return create;
    }

    private Map<String, String> labels(LaunchSpec spec) {
        return Map.of(
                Labels.INSTALLATION,
                installation.toString(),
                Labels.ALLOCATION,
                spec.allocationId().toString(),
                Labels.BID,
                spec.bidId().toString());
    }

    private static List<String> env(Map<String, String> env) {
        return env.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).sorted().toList();
    }

    private HostConfig host(Resources resources, String network) {
        long memoryBytes = resources.memoryMiB() << 20;
        HostConfig host =
                HostConfig.newHostConfig()
                        .withNanoCPUs(resources.cpuMillis() * NANOS_PER_MILLI_CPU)
                        .withMemory(memoryBytes)
                        .withMemorySwap(memoryBytes)
                        .withPidsLimit(properties.pidsLimit())
                        .withUlimits(new Ulimit[] {openFiles(), NO_CORE_DUMPS})
                        .withCapDrop(Capability.ALL)
                        .withCapAdd(capabilities())
                        .withSecurityOpts(List.of("no-new-privileges:true"))
                        .withPrivileged(false)
                        .withReadonlyRootfs(properties.readOnlyRoot())
                        .withIpcMode("private")
                        .withCgroupnsMode("private")
                        .withNetworkMode(network)
                        .withPublishAllPorts(false)
                        .withLogConfig(log())
                        .withRestartPolicy(RestartPolicy.noRestart());
        if (properties.network() == Reach.INTERNAL) {
            host.withDns(NO_RESOLVER);
        }
        if (properties.readOnlyRoot()) {
            host.withTmpFs(Map.of("/tmp", TMPFS_OPTIONS + owner()));
        }
        String runtime = properties.runtime();
        if (runtime != null) {
            host.withRuntime(runtime);
        }
        return host;
    }

    private Ulimit openFiles() {
        return new Ulimit("nofile", properties.openFilesLimit(), properties.openFilesLimit());
    }

    private String owner() {
        String user = properties.user();
        if (user == null) {
            return "";
        }
        String[] ids = user.split(":", 2);
        return ids.length == 1 ? ",uid=" + ids[0] : ",uid=%s,gid=%s".formatted(ids[0], ids[1]);
    }

    private Capability[] capabilities() {
        return properties.capabilities().stream()
                .map(Capability::valueOf)
                .toArray(Capability[]::new);
    }

    private LogConfig log() {
        return new LogConfig(
                LoggingType.JSON_FILE,
                Map.of(
                        "max-size",
                        Long.toString(properties.logFileSize().toBytes()),
                        "max-file",
                        Integer.toString(properties.logFiles())));
    }
}
