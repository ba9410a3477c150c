package dev.spotdock.web.embedded;

import dev.spotdock.web.embedded.Program.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails;

/**
 * A Redis of our own: every write on disk before it is answered, with a password, on this machine
 * only, detached from this process. It outlives a crash of this process; the next start stops it
 * first and starts it again.
 */
final class RedisServer implements DataRedisConnectionDetails, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(RedisServer.class);

    private static final int START_ATTEMPTS = 3;

    private final Path folder;
    private final EmbeddedProperties properties;
    private final String password;
    private final RedisProgram program;
    private final int port;

    private RedisServer(Path folder, EmbeddedProperties properties)
            throws IOException, InterruptedException, TimeoutException {
        long began = System.nanoTime();
        this.folder = folder;
        this.properties = properties;
        this.password = DataFolder.secret(folder.resolve("password"));
        this.program =
                RedisProgram.choose(new Binaries(properties.binaries()), folder.resolve("version"));
        Files.createDirectories(folder.resolve("data"));
        stopRunning();
        this.port = startOnFreePort();
        log.info(
                "Redis {} on 127.0.0.1:{}, data in {} ({} ms)",
                program.version(),
                port,
                folder.resolve("data"),
                Duration.ofNanos(System.nanoTime() - began).toMillis());
    }

    /**
     * Starts it, on new or existing data.
     *
     * @throws EmbeddedServerFailure says what is wrong
     */
    static RedisServer start(DataFolder dataFolder, EmbeddedProperties properties) {
        try {
            return new RedisServer(dataFolder.folder("redis"), properties);
        } catch (IOException | TimeoutException e) {
            throw new EmbeddedServerFailure(
                    "The embedded Redis did not start: " + e.getMessage(),
                    "Look into redis/redis.log of the data folder, or set spring.data.redis.url to"
                            + " use another server.",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while Redis started", e);
        }
    }

    private int startOnFreePort() throws IOException, InterruptedException, TimeoutException {
        for (int attempt = 1; ; attempt++) {
            int candidate = DataFolder.freePort(folder.resolve("port"));
            DataFolder.writePrivately(configuration(), settings(candidate));
            Files.deleteIfExists(folder.resolve("redis.log"));
            Result started =
                    Program.run(
                            List.of(program.path().toString(), configuration().toString()),
                            folder.resolve("start.log"),
                            properties.startTimeout());
            if (started.isSuccess()
                    && RedisReadiness.await(candidate, password, properties.startTimeout())) {
                return candidate;
            }
            String why = started.output() + Program.end(folder.resolve("redis.log"));
            stopRunning();
            if (attempt == START_ATTEMPTS) {
                throw new IOException(why);
            }
            log.warn("Redis did not start on port {}, trying again: {}", candidate, why);
            Files.deleteIfExists(folder.resolve("port"));
        }
    }

    private Path configuration() {
        return folder.resolve("redis.conf");
    }

    /** Without snapshots: the append-only file is the data. */
    private String settings(int listenOn) {
        return """
        bind 127.0.0.1
        port %d
        requirepass %s
        daemonize yes
        set-proc-title no
        pidfile "%s"
        dir "%s"
        appendonly yes
        appendfsync always
        save ""
        maxmemory-policy noeviction
        loglevel warning
        logfile "%s"
        """
                .formatted(
                        listenOn,
                        password,
                        folder.resolve("redis.pid"),
                        folder.resolve("data"),
                        folder.resolve("redis.log"));
    }

    private void stopRunning() throws IOException, InterruptedException {
        Path pidFile = folder.resolve("redis.pid");
        if (Files.notExists(pidFile)) {
            return;
        }
        String pid = Files.readString(pidFile).strip();
        Optional<ProcessHandle> server =
                pid.isEmpty()
                        ? Optional.empty()
                        : Program.running(
                                Long.parseLong(pid), "redis-server", configuration().toString());
        if (server.isPresent()) {
            stop(server.get());
        }
        Files.deleteIfExists(pidFile);
    }

    /** SIGTERM is Redis' SHUTDOWN: it finishes the append-only file and exits. */
    private void stop(ProcessHandle server) throws InterruptedException {
        server.destroy();
        long deadline = System.nanoTime() + properties.stopTimeout().toNanos();
        while (server.isAlive()) { // onExit looks only every few seconds at what is not our child
            if (System.nanoTime() > deadline) {
                log.warn("Redis does not stop, killing it: every answered write is on disk");
                server.destroyForcibly();
                return;
            }
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }

    /** Returns when it is down. */
    @Override
    public void close() {
        try {
            stopRunning();
            log.info("Redis stopped");
        } catch (IOException e) {
            log.warn("Redis was not stopped, the next start will do it", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String getPassword() {
        return password;
    }

    @Override
    public Standalone getStandalone() {
        return Standalone.of("127.0.0.1", port);
    }
}
