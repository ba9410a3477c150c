package dev.spotdock.compute.provider.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.Version;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.core.RemoteApiVersion;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import dev.spotdock.compute.spi.ProviderFailure;
import dev.spotdock.compute.spi.ProviderFailure.Kind;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Opens the connection and agrees on the API's version: 1.41, or the oldest that the engine still
 * knows if that is newer (an engine of 2025 and later no longer knows 1.41).
 */
record EngineConnection(String host, Duration connectTimeout, Duration responseTimeout) {

    private static final RemoteApiVersion OLDEST = RemoteApiVersion.VERSION_1_41;

    private static final String DEFAULT_HOST = "unix:///var/run/docker.sock";

    /** No file: tenants' images are not pulled with the operator's own credentials. */
    private static final String NO_CREDENTIALS = "/nonexistent";

    private static final int CONNECTIONS_MAX = 200;

    /**
     * The longest silence on a connection, where the transport can tell (tcp). Longer than any stop
     * timeout; the event stream is simply opened again.
     */
    private static final Duration SILENCE_MAX = Duration.ofMinutes(15);

    static EngineConnection of(DockerProperties properties) {
        return new EngineConnection(
                host(properties.host(), System.getenv("DOCKER_HOST")),
                properties.connectTimeout(),
                properties.responseTimeout());
    }

    static String host(String configured, @Nullable String environment) {
        if (!configured.isBlank()) {
            return configured;
        }
        return environment == null || environment.isBlank() ? DEFAULT_HOST : environment;
    }

    Engine open() {
        checkSocket();
        RemoteApiVersion version;
        try (Engine unversioned = engine(RemoteApiVersion.unknown())) {
            version = agreed(unversioned.ask(client -> client.versionCmd().exec()));
        } catch (DockerException e) {
            throw new ProviderFailure(Kind.UNREACHABLE, host + ": " + EngineMessage.of(e), e);
        }
        return engine(version);
    }

    static RemoteApiVersion agreed(Version engine) {
        RemoteApiVersion newest = RemoteApiVersion.parseConfig(engine.getApiVersion());
        if (!newest.isGreaterOrEqual(OLDEST)) {
            throw new ProviderFailure(
                    Kind.UNREACHABLE,
                    "Docker Engine %s speaks API %s, needed is %s (20.10) or later"
                            .formatted(engine.getVersion(), newest.getVersion(), OLDEST),
                    null);
        }
        String minimum = Objects.requireNonNullElse(engine.getMinAPIVersion(), "1.41");
        RemoteApiVersion oldest = RemoteApiVersion.parseConfig(minimum);
        return oldest.isGreater(OLDEST) ? oldest : OLDEST;
    }

    /** Says what an operator can do, where the transport would say "connection refused" at best. */
    private void checkSocket() {
        if (!host.startsWith("unix://")) {
            return;
        }
        Path socket = Path.of(host.substring("unix://".length()));
        if (!Files.exists(socket)) {
            throw new ProviderFailure(
                    Kind.UNREACHABLE, "there is no Docker socket " + socket, null);
        }
        if (!Files.isReadable(socket) || !Files.isWritable(socket)) {
            throw new ProviderFailure(
                    Kind.UNREACHABLE,
                    "the Docker socket "
                            + socket
                            + " cannot be opened: add this process to the group that owns it",
                    null);
        }
    }

    private Engine engine(RemoteApiVersion version) {
        try {
            DockerClientConfig config =
                    DefaultDockerClientConfig.createDefaultConfigBuilder()
                            .withDockerHost(host)
                            .withDockerConfig(NO_CREDENTIALS)
                            .withApiVersion(version)
                            .build();
            DockerClient client =
                    DockerClientImpl.getInstance(
                            config,
                            new ZerodepDockerHttpClient.Builder()
                                    .dockerHost(URI.create(host))
                                    .sslConfig(config.getSSLConfig())
                                    .maxConnections(CONNECTIONS_MAX)
                                    .connectionTimeout(connectTimeout)
                                    .responseTimeout(SILENCE_MAX)
                                    .build());
            return new Engine(client, host, responseTimeout);
        } catch (RuntimeException e) {
            throw new ProviderFailure(
                    Kind.UNREACHABLE, "no way to " + host + ": " + e.getMessage(), e);
        }
    }
}
