package dev.spotdock.web.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedServersTests {

    @TempDir private Path dataDir;

    @Test
    void dataOutliveAStopAndNothingRunsAfterIt() throws SQLException, IOException {
        EmbeddedServers firstRun = EmbeddedServers.start(dataDir);
        firstRun.store("first run");
        long postgresPid = pid("postgres/data/postmaster.pid");
        long redisPid = pid("redis/redis.pid");
        firstRun.close();
        await().until(() -> !isAlive(postgresPid)); // its pid file goes just before it
        assertThat(isAlive(redisPid)).isFalse();
        try (EmbeddedServers servers = EmbeddedServers.start(dataDir)) {
            assertThat(servers.storedInPostgres()).isEqualTo("first run");
            assertThat(servers.storedInRedis()).isEqualTo("first run");
        }
    }

    @Test
    void bothAreDurableAndAskForAPassword() throws SQLException, IOException {
        try (EmbeddedServers servers = EmbeddedServers.start(dataDir)) {
            assertThat(servers.query("show fsync")).isEqualTo("on");
            assertThat(servers.query("show synchronous_commit")).isEqualTo("on");
            assertThat(servers.query("show full_page_writes")).isEqualTo("on");
            assertThat(servers.query("show listen_addresses")).isEqualTo("127.0.0.1");
            Map<String, String> settings = servers.redis(redis -> redis.configGet("*"));
            assertThat(settings)
                    .containsEntry("appendfsync", "always")
                    .containsEntry("appendonly", "yes")
                    .containsEntry("bind", "127.0.0.1");
            assertThatThrownBy(() -> servers.connect("guess").close())
                    .isInstanceOf(SQLException.class);
            int port = servers.redis().getStandalone().getPort();
            assertThat(RedisReadiness.answers(port, "guess")).isFalse();
            assertThat(RedisReadiness.answers(port, servers.redis().getPassword())).isTrue();
        }
        for (String secret : List.of("postgres/password", "redis/password", "redis/redis.conf")) {
            assertThat(
                            PosixFilePermissions.toString(
                                    Files.getPosixFilePermissions(dataDir.resolve(secret))))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void afterAKilledProcessTheNextStartFindsEverythingAndLeavesNoSurvivors() throws Exception {
        Process victim =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                EmbeddedServers.class.getName(),
                                dataDir.toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        try (BufferedReader output = victim.inputReader(StandardCharsets.UTF_8)) {
            assertThat(output.lines().anyMatch("stored"::equals)).isTrue();
        } finally {
            victim.destroyForcibly();
        }
        assertThat(victim.waitFor(10, TimeUnit.SECONDS)).isTrue();
        ProcessHandle postgres = alive("postgres/data/postmaster.pid");
        ProcessHandle redis = alive("redis/redis.pid");
        try (EmbeddedServers servers = EmbeddedServers.start(dataDir)) {
            assertThat(postgres.isAlive()).isFalse();
            assertThat(redis.isAlive()).isFalse();
            assertThat(servers.storedInPostgres()).isEqualTo("before the crash");
            assertThat(servers.storedInRedis()).isEqualTo("before the crash");
        }
    }

    /** The server that outlived the kill. */
    private ProcessHandle alive(String pidFile) throws IOException {
        return ProcessHandle.of(pid(pidFile)).orElseThrow();
    }

    @Test
    void anAlienProcessThatGotTheOldIdIsLeftAlone() throws SQLException, IOException {
        EmbeddedServers.start(dataDir).close();
        long alien = ProcessHandle.current().pid();
        Files.writeString(
                dataDir.resolve("postgres/data/postmaster.pid"),
                alien + "\n" + dataDir.resolve("postgres/data") + "\n");
        Files.writeString(dataDir.resolve("redis/redis.pid"), alien + "\n");
        try (EmbeddedServers servers = EmbeddedServers.start(dataDir)) {
            assertThat(servers.query("select 1")).isEqualTo("1");
        }
    }

    @Test
    void aSecondProcessOnTheSameFolderIsRefused() {
        try (DataFolder first = DataFolder.open(dataDir)) {
            assertThatThrownBy(() -> DataFolder.open(dataDir))
                    .isInstanceOf(EmbeddedServerFailure.class)
                    .hasMessageContaining("Another SpotDock process")
                    .hasMessageContaining(dataDir.toString());
            assertThat(first).isNotNull();
        }
        DataFolder.open(dataDir).close();
    }

    @Test
    void dataOfAnotherMajorVersionAreRefused() throws IOException {
        EmbeddedServers.start(dataDir).close();
        EmbeddedProperties properties = EmbeddedServers.properties(dataDir);
        Files.writeString(dataDir.resolve("postgres/data/PG_VERSION"), "17\n");
        Files.writeString(dataDir.resolve("redis/version"), "99");
        try (DataFolder folder = DataFolder.open(dataDir)) {
            assertThatThrownBy(() -> PostgresServer.start(folder, properties))
                    .isInstanceOf(EmbeddedServerFailure.class)
                    .hasMessageContaining("PostgreSQL 17");
            assertThatThrownBy(() -> RedisServer.start(folder, properties))
                    .isInstanceOf(EmbeddedServerFailure.class)
                    .hasMessageContaining("Redis 99");
        }
    }

    /** A process that nobody has waited for yet has an id, but is over. */
    private static boolean isAlive(long pid) {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
    }

    private long pid(String file) throws IOException {
        return Long.parseLong(Files.readAllLines(dataDir.resolve(file)).getFirst().strip());
    }
}
