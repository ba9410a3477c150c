package dev.spotdock.compute.provider.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HostConfig;
import dev.spotdock.compute.spi.LaunchSpec;
import dev.spotdock.compute.spi.Observation.Phase;
import dev.spotdock.kernel.container.ContainerSpec;
import dev.spotdock.kernel.resources.Resources;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the engine says of a live container, and what the container itself finds. */
@RequiresDocker
class ContainerHardeningTests {

    private DockerScenario scenario = new DockerScenario();

    @AfterEach
    void leaveNothingBehind() {
        scenario.close();
    }

    @Test
    void resourcesAreBounded() {
        LaunchSpec spec = scenario.allocation(scenario.runsOn(), new Resources(250, 48, 0));
        scenario.provider().launch(spec);
        HostConfig host = scenario.inspect(spec).getHostConfig();
        assertThat(host.getNanoCPUs()).isEqualTo(250_000_000L);
        assertThat(host.getMemory()).isEqualTo(48L << 20);
        assertThat(host.getMemorySwap()).as("no swap").isEqualTo(48L << 20);
        assertThat(host.getPidsLimit()).isEqualTo(512);
        assertThat(host.getLogConfig().getType().getType()).isEqualTo("json-file");
        assertThat(host.getLogConfig().getConfig())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("max-size", "10485760", "max-file", "3"));
        assertThat(host.getRestartPolicy().getName()).as("empty is no, too").isIn("", "no");
        assertThat(host.getOomKillDisable()).isNotEqualTo(true);
    }

    @Test
    void nothingOfTheHostIsShared() {
        InspectContainerResponse container = scenario.inspect(scenario.launch(scenario.runsOn()));
        HostConfig host = container.getHostConfig();
        assertThat(host.getPrivileged()).isFalse();
        assertThat(host.getBinds()).isNullOrEmpty();
        assertThat(host.getMounts()).isNullOrEmpty();
        assertThat(container.getMounts()).isNullOrEmpty();
        assertThat(host.getDevices()).isNullOrEmpty();
        assertThat(host.getDeviceRequests()).isNullOrEmpty();
        assertThat(host.getVolumesFrom()).isNullOrEmpty();
        assertThat(host.getIpcMode()).isEqualTo("private");
        assertThat(host.getCgroupnsMode()).isEqualTo("private");
        assertThat(host.getPidMode()).isEmpty();
        assertThat(host.getUtSMode()).isEmpty();
        assertThat(host.getUsernsMode()).isEmpty();
        assertThat(host.getNetworkMode()).isEqualTo(scenario.networkName());
        assertThat(host.getPublishAllPorts()).isFalse();
        assertThat(host.getPortBindings()).isNull();
        assertThat(container.getNetworkSettings().getPorts().getBindings()).isEmpty();
        assertThat(container.getNetworkSettings().getNetworks())
                .containsOnlyKeys(scenario.networkName());
    }

    @Test
    void privilegesAreGone() {
        LaunchSpec spec = scenario.launch(scenario.runsOn());
        HostConfig host = scenario.inspect(spec).getHostConfig();
        assertThat(host.getCapDrop()).containsExactly(Capability.ALL);
        assertThat(host.getCapAdd()).isNullOrEmpty();
        assertThat(host.getSecurityOpts()).containsExactly("no-new-privileges:true");
        assertThat(host.getReadonlyRootfs()).isFalse();
        assertThat(host.getRuntime()).isEqualTo("runc");
    }

    @Test
    void theContainerItselfFindsNoPrivileges() {
        assertThat(scenario.output(scenario.shell("cat /proc/self/status")))
                .containsPattern("CapEff:\\s+0000000000000000")
                .containsPattern("CapBnd:\\s+0000000000000000")
                .containsPattern("NoNewPrivs:\\s+1")
                .containsPattern("Seccomp:\\s+2");
    }

    @Test
    void labelsAndNameTellWhoseItIs() {
        LaunchSpec spec = scenario.launch(scenario.runsOn());
        InspectContainerResponse container = scenario.inspect(spec);
        assertThat(container.getName()).isEqualTo("/spotdock-" + spec.allocationId());
        assertThat(Objects.requireNonNull(container.getConfig().getLabels()))
                .containsEntry("spotdock.installation", scenario.installation().toString())
                .containsEntry("spotdock.allocation", spec.allocationId().toString())
                .containsEntry("spotdock.bid", spec.bidId().toString());
    }

    @Test
    void anImagesOwnUserAndWritableRootAreTheDefault() {
        assertThat(scenario.output(scenario.shell("id -u; touch /here && echo written")))
                .isEqualTo("0\nwritten\n");
    }

    @Test
    void commandAndEnvReachTheContainerAsGiven() {
        Map<String, String> env = Map.of("A", "x=y", "B", "two words", "C", "");
        ContainerSpec container =
                new ContainerSpec(
                        DockerScenario.IMAGE,
                        List.of("sh", "-c", "echo \"$A|$B|$C|$1\"", "sh", "a b"),
                        env);
        assertThat(scenario.output(container)).isEqualTo("x=y|two words||a b\n");
    }

    @Test
    void settingsChangeWhatTheyName() {
        with(
                Map.of(
                        "user", "1000:1000",
                        "read-only-root", "true",
                        "capabilities", "CHOWN,NET_BIND_SERVICE",
                        "pids-limit", "64",
                        "runtime", "runc",
                        "log-file-size", "2MB",
                        "log-files", "2"));
        LaunchSpec spec = scenario.launch(scenario.runsOn());
        InspectContainerResponse container = scenario.inspect(spec);
        HostConfig host = container.getHostConfig();
        assertThat(container.getConfig().getUser()).isEqualTo("1000:1000");
        assertThat(host.getReadonlyRootfs()).isTrue();
        assertThat(host.getTmpFs()).containsOnlyKeys("/tmp");
        assertThat(host.getCapDrop()).containsExactly(Capability.ALL);
        assertThat(host.getCapAdd())
                .containsExactlyInAnyOrder(Capability.CHOWN, Capability.NET_BIND_SERVICE);
        assertThat(host.getPidsLimit()).isEqualTo(64);
        assertThat(host.getLogConfig().getConfig())
                .containsExactlyInAnyOrderEntriesOf(Map.of("max-size", "2097152", "max-file", "2"));
        assertThat(
                        scenario.output(
                                scenario.shell(
                                        "id -u; touch /here 2> /dev/null || echo refused; touch"
                                                + " /tmp/x && echo written")))
                .isEqualTo("1000\nrefused\nwritten\n");
    }

    @Test
    void anUnknownRuntimeIsRefusedWithTheEnginesWords() {
        with(Map.of("runtime", "nonsense"));
        assertThat(Refusals.of(scenario, scenario.runsOn()).getMessage()).contains("nonsense");
    }

    @Test
    void processesAreCountedAgainstTheLimit() {
        with(Map.of("pids-limit", "8"));
        LaunchSpec spec =
                scenario.launch(
                        scenario.shell(
                                "for i in 1 2 3 4 5 6 7 8 9 10 11 12; do sleep 5 & done; echo"
                                        + " unbounded"));
        scenario.await(spec, Phase.ENDED);
        byte[] log = scenario.provider().log(spec.node(), spec.allocationId(), 10_000);
        assertThat(new String(log, StandardCharsets.UTF_8))
                .contains("fork")
                .doesNotContain("unbounded");
    }

    private void with(Map<String, String> settings) {
        scenario.close();
        scenario = new DockerScenario(settings);
    }
}
