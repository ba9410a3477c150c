package dev.spotdock.harness;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The Docker Engine as an outsider sees it, to check what SpotDock says. */
public final class DockerEngine {

    private static final DefaultDockerClientConfig CONFIG =
            DefaultDockerClientConfig.createDefaultConfigBuilder().build();
    private static final DockerClient CLIENT =
            DockerClientImpl.getInstance(
                    CONFIG,
                    new ZerodepDockerHttpClient.Builder()
                            .dockerHost(CONFIG.getDockerHost())
                            .connectionTimeout(Duration.ofSeconds(2))
                            .responseTimeout(Duration.ofSeconds(20))
                            .build());

    private DockerEngine() {}

    static String host() {
        return CONFIG.getDockerHost().toString();
    }

    static boolean answers() {
        try {
            CLIENT.pingCmd().exec();
            return true;
        } catch (RuntimeException e) {
            return false;
        }
    }

    /** Every container of an installation, running or not. */
    public static List<Container> containers(String installation) {
        return CLIENT.listContainersCmd()
                .withShowAll(true)
                .withLabelFilter(Map.of("spotdock.installation", installation))
                .exec();
    }

    /** The allocations whose containers run. */
    public static Set<String> runningAllocations(String installation) {
        return containers(installation).stream()
                .filter(c -> "running".equals(c.getState()))
                .map(c -> c.getLabels().get("spotdock.allocation"))
                .collect(Collectors.toSet());
    }

    public static InspectContainerResponse inspect(String container) {
        return CLIENT.inspectContainerCmd(container).exec();
    }

    public static boolean isRunning(String container) {
        return Boolean.TRUE.equals(inspect(container).getState().getRunning());
    }

    /** Removes whatever a test has left of an installation that nobody uses any more. */
    public static void removeAll(String installation) {
        for (Container container : containers(installation)) {
            CLIENT.removeContainerCmd(container.getId()).withForce(true).exec();
        }
        // An engine has addresses for some thirty networks only.
        CLIENT.listNetworksCmd()
                .withFilter("label", List.of("spotdock.installation=" + installation))
                .exec()
                .forEach(network -> CLIENT.removeNetworkCmd(network.getId()).exec());
    }
}
