package dev.spotdock.compute.provider.docker;

import com.github.dockerjava.api.model.Capability;
import dev.spotdock.kernel.resources.Quantities;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Settings of the Docker provider, {@code spotdock.compute.docker.*}.
 *
 * @param host {@code unix:///path} or {@code tcp://host:port}; empty means {@code DOCKER_HOST},
 *     then {@code unix:///var/run/docker.sock}
 * @param node name of the one node that the engine is
 * @param pool market that the node belongs to
 * @param cpu what is offered, a quantity such as {@code "6"}; none means what the engine has, less
 *     1 CPU or a quarter, whichever is less
 * @param memory likewise, such as {@code "12Gi"}; none means all less 2 GiB or a quarter, whichever
 *     is less
 * @param network what workloads can reach
 * @param pidsLimit processes and threads of one workload: 512 suits servers and stops fork bombs
 * @param openFilesLimit files and sockets that one process of a workload may have open: 16,384
 *     suits servers, while engines often set no limit at all
 * @param capabilities kernel capabilities that are not dropped, such as {@code CHOWN}
 * @param user {@code uid} or {@code uid:gid}, numbers, for all workloads; none means the image's
 *     own
 * @param readOnlyRoot whether the root file system is read-only, with a {@code tmpfs} at /tmp
 * @param runtime an OCI runtime that the engine knows, such as {@code runsc}; none means its
 *     default
 * @param logFileSize largest log file of a workload. Each line costs about 70 bytes more than it
 *     has, so the default keeps 1 MiB of output if lines have 5 bytes or more on average
 * @param logFiles log files kept of a workload, at least 2: one is always incomplete
 * @param connectTimeout to the engine
 * @param responseTimeout of each call but pulling and stopping: create and start take tenths of
 *     seconds, but a busy disk can hold them up for long
 */
@ConfigurationProperties("spotdock.compute.docker")
public record DockerProperties(
        @DefaultValue("") String host,
        @DefaultValue("docker-1") String node,
        @DefaultValue("default") String pool,
        @Nullable String cpu,
        @Nullable String memory,
        @DefaultValue("internal") Reach network,
        @DefaultValue("512") long pidsLimit,
        @DefaultValue("16384") long openFilesLimit,
        @DefaultValue List<String> capabilities,
        @Nullable String user,
        @DefaultValue("false") boolean readOnlyRoot,
        @Nullable String runtime,
        @DefaultValue("10MB") DataSize logFileSize,
        @DefaultValue("3") int logFiles,
        @DefaultValue("3s") Duration connectTimeout,
        @DefaultValue("30s") Duration responseTimeout) {

    /**
     * What the workloads of an installation can reach. Not one another, either way: their bridge
     * drops what goes from port to port (the engine does that with the host's iptables, so it must
     * be allowed to use them).
     */
    public enum Reach {
        /**
         * Nothing: no other network, and the bridge has no address, so that no service of the host
         * answers either. The default, because on an engine before 28 every other network gives a
         * tenant the host's own services, the operator's network and a cloud's metadata address.
         */
        INTERNAL,
        /**
         * Everything that the host can reach and <b>the host itself</b>, by its address in the
         * bridge and all others. Docker has no setting against that; a firewall rule has it, for
         * the bridge named {@code so-} and the last 12 digits of the installation id: {@code
         * iptables -I INPUT -i so-… -j DROP}, and in {@code DOCKER-USER} for the operator's own
         * networks and 169.254.0.0/16.
         */
        OUTBOUND
    }

    /** The least log file that keeps 1 MiB of ordinary text. */
    private static final DataSize LOG_FILE_SIZE_MIN = DataSize.ofMegabytes(2);

    /**
     * Checks everything.
     *
     * @throws IllegalArgumentException naming all that is wrong
     */
    public DockerProperties {
        capabilities = List.copyOf(capabilities);
        List<String> problems = new ArrayList<>();
        check(problems, !node.isBlank(), "node must not be empty");
        check(problems, !pool.isBlank(), "pool must not be empty");
        quantity(problems, "cpu", cpu, Quantities::parseCpuMillis);
        quantity(problems, "memory", memory, Quantities::parseMemoryMiB);
        check(
                problems,
                user == null || user.matches("\\d+(:\\d+)?"),
                "user must be uid or uid:gid, numbers");
        check(problems, pidsLimit > 0, "pids-limit must be at least 1");
        check(problems, openFilesLimit > 0, "open-files-limit must be at least 1");
        capabilities.forEach(name -> capability(problems, name));
        check(
                problems,
                logFileSize.compareTo(LOG_FILE_SIZE_MIN) >= 0,
                "log-file-size must be at least 2MB");
        check(problems, logFiles >= 2, "log-files must be at least 2");
        check(problems, connectTimeout.toMillis() > 0, "connect-timeout must be positive");
        check(problems, responseTimeout.toMillis() > 0, "response-timeout must be positive");
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(
                    "spotdock.compute.docker: " + String.join("; ", problems));
        }
    }

    private static void check(List<String> problems, boolean holds, String otherwise) {
        if (!holds) {
            problems.add(otherwise);
        }
    }

    private static void quantity(
            List<String> problems,
            String name,
            @Nullable String text,
            ToLongFunction<String> parser) {
        if (text == null) {
            return;
        }
        try {
            check(problems, parser.applyAsLong(text) > 0, name + " must be more than 0");
        } catch (IllegalArgumentException e) {
            problems.add(name + " " + e.getMessage());
        }
    }

    private static void capability(List<String> problems, String name) {
        try {
            Capability.valueOf(name);
        } catch (IllegalArgumentException e) {
            problems.add("capabilities: unknown \"" + name + "\"");
        }
    }
}
