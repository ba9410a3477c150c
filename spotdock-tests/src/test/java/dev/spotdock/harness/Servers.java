package dev.spotdock.harness;

import java.net.URI;
import java.util.List;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * The PostgreSQL and Redis under test: the ones that SpotDock brings along, or with {@code
 * -Dspotdock.test.servers=testcontainers} those of any image.
 */
final class Servers implements AutoCloseable {

    private static final String REDIS_PASSWORD = "redis-password-of-the-tests";

    private final PostgreSQLContainer postgres;
    private final GenericContainer<?> redis;

    private Servers() {
        postgres =
                new PostgreSQLContainer(
                        DockerImageName.parse(
                                        System.getProperty(
                                                "spotdock.test.postgres-image", "postgres:18"))
                                .asCompatibleSubstituteFor("postgres"));
        redis =
                new GenericContainer<>(
                                DockerImageName.parse(
                                        System.getProperty("spotdock.test.redis-image", "redis:7")))
                        .withExposedPorts(6379)
                        .withCommand(
                                "redis-server",
                                "--appendonly",
                                "yes",
                                "--appendfsync",
                                "always",
                                "--requirepass",
                                REDIS_PASSWORD);
    }

    static boolean areContainers() {
        return "testcontainers".equals(System.getProperty("spotdock.test.servers"));
    }

    static Servers start() {
        Servers servers = new Servers();
        servers.postgres.start();
        servers.redis.start();
        // Testcontainers' own reaper may be switched off.
        Runtime.getRuntime().addShutdownHook(new Thread(servers::close, "stop-servers"));
        return servers;
    }

    Deployment deployment(URI base) {
        return new Deployment(
                base,
                postgres.getJdbcUrl(),
                postgres.getUsername(),
                postgres.getPassword(),
                redis.getHost(),
                redis.getMappedPort(6379),
                REDIS_PASSWORD);
    }

    /** Arguments that make SpotDock use them. */
    List<String> arguments() {
        return List.of(deployment(URI.create("http://localhost")).arguments());
    }

    @Override
    public void close() {
        redis.stop();
        postgres.stop();
    }
}
