package dev.spotdock.compute.provider.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.spotdock.compute.spi.ProviderFailure;
import dev.spotdock.compute.spi.ProviderFailure.Kind;
import dev.spotdock.kernel.id.InstallationId;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineConnectionTests {

    @Test
    void aMissingSocketIsNamed() {
        assertThat(failure(Map.of("host", "unix:///nonexistent/docker.sock")))
                .hasMessage("there is no Docker socket /nonexistent/docker.sock");
    }

    @Test
    void aHostThatIsNoneIsNamed() {
        assertThat(failure(Map.of("host", "nonsense"))).hasMessageContaining("nonsense");
    }

    @Test
    void aPortWhereNobodyListensIsNamed() {
        assertThat(failure(Map.of("host", "tcp://127.0.0.1:1")))
                .hasMessageContaining("tcp://127.0.0.1:1");
    }

    /** The transport's own timeout does not hold on unix sockets. */
    @Test
    void anEngineThatAcceptsAndSaysNothingIsGivenUp(@TempDir Path folder) throws IOException {
        Path socket = folder.resolve("s");
        try (ServerSocketChannel mute = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            mute.bind(UnixDomainSocketAddress.of(socket));
            long start = System.nanoTime();
            assertThat(failure(Map.of("host", "unix://" + socket, "response-timeout", "300ms")))
                    .hasMessageContaining("no answer within 300 ms");
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isLessThan(Duration.ofSeconds(10));
        }
    }

    @Test
    void anEngineThatIsTooOldIsRefused() throws IOException {
        try (FakeEngine fake = new FakeEngine()) {
            fake.on("/version", 200, "{\"Version\":\"19.03\",\"ApiVersion\":\"1.40\"}");
            assertThat(failure(fake.properties())).hasMessageContaining("19.03");
        }
    }

    @Test
    void theOldestCommonVersionIsSpoken() throws IOException {
        try (FakeEngine fake = new FakeEngine()) {
            fake.on(
                    "/version",
                    200,
                    "{\"Version\":\"29\",\"ApiVersion\":\"1.52\",\"MinAPIVersion\":\"1.44\"}");
            DockerProviders.connect(fake.properties(), installation()).close();
            assertThat(fake.asked()).endsWith("GET /v1.44/info");
        }
        try (FakeEngine fake = new FakeEngine()) {
            fake.on(
                    "/version",
                    200,
                    "{\"Version\":\"28\",\"ApiVersion\":\"1.50\",\"MinAPIVersion\":\"1.24\"}");
            DockerProviders.connect(fake.properties(), installation()).close();
            assertThat(fake.asked()).endsWith("GET /v1.41/info");
        }
    }

    @Test
    void aBrokenEngineIsUnreachable() throws IOException {
        try (FakeEngine fake = new FakeEngine()) {
            fake.on("/info", 500, "{\"message\":\"on fire\"}");
            assertThat(failure(fake.properties())).hasMessageContaining("on fire");
        }
    }

    @Test
    void theHostComesFromTheSettingThenTheEnvironment() {
        assertThat(EngineConnection.host("tcp://a:1", "tcp://b:1")).isEqualTo("tcp://a:1");
        assertThat(EngineConnection.host("", "tcp://b:1")).isEqualTo("tcp://b:1");
        assertThat(EngineConnection.host("", null)).isEqualTo("unix:///var/run/docker.sock");
    }

    private static InstallationId installation() {
        return new InstallationId(UUID.randomUUID());
    }

    private static ProviderFailure failure(Map<String, String> settings) {
        return failure(DockerScenario.properties(settings));
    }

    private static ProviderFailure failure(DockerProperties properties) {
        ProviderFailure failure =
                Objects.requireNonNull(
                        catchThrowableOfType(
                                ProviderFailure.class,
                                () -> DockerProviders.connect(properties, installation())));
        assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE);
        return failure;
    }
}
