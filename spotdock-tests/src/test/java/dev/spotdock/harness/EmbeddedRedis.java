package dev.spotdock.harness;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * The Redis server that an application under test started, to be killed and started again on the
 * same port, with the same data or others.
 */
public final class EmbeddedRedis {

    private final Path folder;
    private final Path program;
    private final Deployment deployment;

    EmbeddedRedis(Path folder, Deployment deployment) {
        this.folder = folder;
        this.program = Path.of(server().info().command().orElseThrow());
        this.deployment = deployment;
    }

    /** Loses everything, while it runs. */
    public void flush() {
        RedisBook.flush(deployment);
    }

    /** {@code kill -9}. */
    public void kill() {
        ProcessHandle server = server();
        server.destroyForcibly();
        Awaitility.await("Redis is gone").until(() -> !server.isAlive());
    }

    /** Starts it with the data that are there, and waits until it answers. */
    public void start() {
        try {
            Process starter =
                    new ProcessBuilder(
                                    List.of(
                                            program.toString(),
                                            folder.resolve("redis.conf").toString()))
                            .redirectErrorStream(true)
                            .redirectOutput(folder.resolve("restart.log").toFile())
                            .redirectInput(new File("/dev/null"))
                            .start();
            if (!starter.waitFor(20, TimeUnit.SECONDS) || starter.exitValue() != 0) {
                throw new IllegalStateException("Redis did not start, see " + folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        Awaitility.await("Redis answers")
                .ignoreExceptions()
                .until(() -> RedisBook.bids(deployment, "any").isEmpty());
    }

    /** Copies its data as they are on disk now, every answered write included. */
    public Path copy() {
        Path copy = folder.resolveSibling("redis-copy");
        replace(copy, data());
        return copy;
    }

    /** Replaces its data by a copy; it must not run. */
    public void restore(Path copy) {
        replace(data(), copy);
    }

    /** Removes its data; it must not run. */
    public void empty() {
        delete(data());
        try {
            Files.createDirectory(data());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path data() {
        return folder.resolve("data");
    }

    private ProcessHandle server() {
        try {
            long pid = Long.parseLong(Files.readString(folder.resolve("redis.pid")).strip());
            return ProcessHandle.of(pid).orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void replace(Path target, Path source) {
        delete(target);
        try (Stream<Path> files = Files.walk(source)) {
            for (Path file : files.toList()) {
                Files.copy(file, target.resolve(source.relativize(file).toString()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) {
        if (Files.notExists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.toList().reversed()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
