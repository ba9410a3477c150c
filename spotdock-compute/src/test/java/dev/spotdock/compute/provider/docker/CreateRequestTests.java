package dev.spotdock.compute.provider.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.spotdock.compute.spi.ComputeProvider;
import dev.spotdock.compute.spi.LaunchSpec;
import dev.spotdock.compute.spi.ProviderFailure;
import dev.spotdock.kernel.container.ContainerSpec;
import dev.spotdock.kernel.id.AllocationId;
import dev.spotdock.kernel.id.BidId;
import dev.spotdock.kernel.id.InstallationId;
import dev.spotdock.kernel.resources.Resources;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What is asked of an engine when a container is created, read at the other end of the wire. */
class CreateRequestTests {

    private static final ContainerSpec HARMLESS =
            new ContainerSpec("busybox:1.37", List.of("true"), Map.of());

    @Test
    void anotherRuntimeIsPassedOn() throws IOException {
        assertThat(created(HARMLESS, Map.of("runtime", "runsc")).path("HostConfig").path("Runtime"))
                .hasToString("\"runsc\"");
        assertThat(created(HARMLESS, Map.of()).path("HostConfig").path("Runtime").isNull())
                .as("none set: the engine's own")
                .isTrue();
    }

    /** Whatever a bid says, the part of the request that is about the host stays the same. */
    @Test
    void noWordOfABidReachesTheHostConfig() throws IOException {
        JsonNode host = created(HARMLESS, Map.of()).path("HostConfig");
        assertThat(host.isObject()).isTrue();
        List<String> words =
                List.of(
                        "--privileged",
                        "-v",
                        "/:/host",
                        "--device=/dev/sda",
                        "--net=host",
                        "\"},\"HostConfig\":{\"Privileged\":true,\"Binds\":[\"/:/host\"]},\"x\":{\"",
                        "\\u0022,\\u0022Privileged\\u0022:true");
        for (String word : words) {
            JsonNode request =
                    created(
                            new ContainerSpec(
                                    "busybox:1.37",
                                    List.of(word, "/var/run/docker.sock"),
                                    Map.of("HostConfig", word, word, "Privileged")),
                            Map.of());
            assertThat(request.path("HostConfig")).as(word).isEqualTo(host);
            assertThat(request.path("Cmd").path(0).asText()).isEqualTo(word);
            assertThat(request.path("Volumes").isMissingNode() || request.path("Volumes").isEmpty())
                    .isTrue();
        }
    }

    /** The body of the one create that a launch sends; what comes after it fails. */
    private static JsonNode created(ContainerSpec container, Map<String, String> settings)
            throws IOException {
        InstallationId installation = new InstallationId(new UUID(1, 2));
        try (FakeEngine fake = new FakeEngine()) {
            fake.on("/docker.io/library/busybox:1.37/json", 200, "{\"Id\":\"sha256:1\"}");
            DockerProperties properties = fake.properties(settings);
            fake.on(
                    "/networks/spotdock-000000000002",
                    200,
                    """
                    {"Name": "spotdock-000000000002", "Internal": true,
                     "Labels": {"spotdock.installation": "%s"},
                     "Options": {"com.docker.network.bridge.enable_icc": "false",
                                 "com.docker.network.bridge.inhibit_ipv4": "true",
                                 "com.docker.network.bridge.name": "sd-000000000002"}}
                    """
                            .formatted(installation));
            fake.on("/containers/create", 500, "{\"message\":\"seen enough\"}");
            try (ComputeProvider provider = DockerProviders.connect(properties, installation)) {
                assertThat(catchThrowable(() -> provider.launch(spec(container))))
                        .isInstanceOf(ProviderFailure.class)
                        .hasMessage("seen enough");
            }
            assertThat(fake.bodies()).hasSize(1);
            return new ObjectMapper().readTree(fake.bodies().getFirst());
        }
    }

    private static LaunchSpec spec(ContainerSpec container) {
        return new LaunchSpec(
                new AllocationId(UUID.randomUUID()),
                new BidId(UUID.randomUUID()),
                "docker-1",
                new Resources(100, 16, 0),
                container,
                Duration.ofSeconds(10));
    }
}
