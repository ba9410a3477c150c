package dev.spotdock.compute.provider.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.model.ContainerNetwork;
import dev.spotdock.compute.spi.LaunchSpec;
import dev.spotdock.compute.spi.Observation.Phase;
import dev.spotdock.compute.spi.ProviderFailure;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a workload reaches, tried from inside one. */
@RequiresDocker
class NetworkIsolationTests {

    private static final String GREETING = "REACHED";

    private static final int PEER_PORT = 8000;

    private DockerScenario scenario = new DockerScenario();
    private ServerSocket host;

    /** A service on all addresses of the host. */
    @BeforeEach
    void listen() throws IOException {
        host = new ServerSocket(0);
        Thread.ofVirtual().start(this::greet);
    }

    @AfterEach
    void leaveNothingBehind() throws IOException {
        host.close();
        scenario.close();
    }

    @Test
    void internalWorkloadsReachNoServiceOfTheHost() throws IOException {
        String gateway = gateway(scenario.launch(scenario.runsOn()));
        assertThat(reachedFromInside(hostAddresses(gateway))).isEmpty();
    }

    @Test
    void internalWorkloadsDoNotReachOneAnother() {
        assertThat(reachedFromInside(peer())).isEmpty();
    }

    @Test
    void outboundWorkloadsDoNotReachOneAnother() {
        outbound();
        assertThat(reachedFromInside(peer())).isEmpty();
    }

    /** The control of the test above, and the gap that {@link DockerProperties.Reach} tells of. */
    @Test
    void outboundWorkloadsReachTheHost() throws IOException {
        outbound();
        String gateway = gateway(scenario.launch(scenario.runsOn()));
        assertThat(reachedFromInside(hostAddresses(gateway)))
                .contains(gateway + ":" + host.getLocalPort());
    }

    @Test
    void internalWorkloadsResolveNoNames() {
        LaunchSpec spec = scenario.launch(scenario.runsOn());
        assertThat(scenario.inspect(spec).getHostConfig().getDns()).containsExactly("127.0.0.1");
    }

    @Test
    void aWorkloadOnOwnAddressIsReachedByItself() {
        String script =
                "echo %s | nc -l -p %d & sleep 1; nc -w 2 127.0.0.1 %d </dev/null"
                        .formatted(GREETING, PEER_PORT, PEER_PORT);
        assertThat(scenario.output(scenario.shell(script))).contains(GREETING);
    }

    @Test
    void aNetworkThatIsNotOursIsNotUsed() {
        scenario.client()
                .createNetworkCmd()
                .withName(scenario.networkName())
                .withLabels(Map.of(Labels.INSTALLATION, scenario.installation().toString()))
                .exec();
        ProviderFailure refused = Refusals.of(scenario, scenario.runsOn());
        assertThat(refused.kind()).isEqualTo(ProviderFailure.Kind.REFUSED);
        assertThat(refused.getMessage()).contains(scenario.networkName());
        assertThat(scenario.provider().list("docker-1")).isEmpty();
    }

    @Test
    void aNetworkThatWasPrunedIsMadeAgain() {
        LaunchSpec first = scenario.launch(scenario.runsOn());
        scenario.provider().remove(first.node(), first.allocationId());
        scenario.client().removeNetworkCmd(scenario.networkName()).exec();
        scenario.await(scenario.launch(scenario.runsOn()), Phase.RUNNING);
    }

    private void outbound() {
        scenario.close();
        scenario = new DockerScenario(Map.of("network", "outbound"));
    }

    /** Those of the targets that answered with the greeting. */
    private List<String> reachedFromInside(List<String> targets) {
        String script =
                targets.stream().map(NetworkIsolationTests::attempt).collect(Collectors.joining());
        return scenario.output(scenario.shell(script)).lines().filter(targets::contains).toList();
    }

    private static String attempt(String target) {
        return "nc -w 1 %s </dev/null | while read word; do echo %s; done; "
                .formatted(target.replace(':', ' '), target);
    }

    private String gateway(LaunchSpec spec) {
        String gateway = network(spec).getGateway();
        if (gateway == null || gateway.isEmpty()) {
            String address = String.valueOf(network(spec).getIpAddress());
            return address.substring(0, address.lastIndexOf('.')) + ".1";
        }
        return gateway;
    }

    private List<String> hostAddresses(String gateway) throws IOException {
        return Stream.concat(
                        Stream.of(gateway),
                        NetworkInterface.networkInterfaces()
                                .flatMap(NetworkInterface::inetAddresses)
                                .filter(Inet4Address.class::isInstance)
                                .filter(address -> !address.isLoopbackAddress())
                                .map(InetAddress::getHostAddress))
                .distinct()
                .map(address -> address + ":" + host.getLocalPort())
                .toList();
    }

    /** The address of a neighbour that serves everybody. */
    private List<String> peer() {
        LaunchSpec peer =
                scenario.launch(
                        scenario.shell(
                                "while true; do echo %s | nc -l -p %d; done"
                                        .formatted(GREETING, PEER_PORT)));
        scenario.await(peer, Phase.RUNNING);
        return List.of(network(peer).getIpAddress() + ":" + PEER_PORT);
    }

    private ContainerNetwork network(LaunchSpec spec) {
        return scenario.inspect(spec).getNetworkSettings().getNetworks().values().iterator().next();
    }

    private void greet() {
        while (!host.isClosed()) {
            try (Socket caller = host.accept();
                    OutputStream out = caller.getOutputStream()) {
                out.write((GREETING + "\n").getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                // closed, or a caller that went away
            }
        }
    }
}
