package dev.spotdock.auctions.timed.intake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import redis.embedded.RedisServer;

/** A Redis that can be stopped and started again on the same port, with its data or older ones. */
final class RestartableRedis implements AutoCloseable {

    private final Path folder;
    private final int port;
    private RedisServer server;

    private RestartableRedis(Path folder, int port) throws IOException {
        this.folder = folder;
        this.port = port;
        this.server = started(folder, port);
    }

    static RestartableRedis start() {
        try {
            return new RestartableRedis(Files.createTempDirectory("spotdock-redis"), freePort());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        }
    }

    private static RedisServer started(Path folder, int port) throws IOException {
        RedisServer server =
                RedisServer.newRedisServer()
                        .port(port)
                        .bind("127.0.0.1")
                        .setting("save \"\"")
                        .setting("appendonly yes")
                        .setting("appendfsync always")
                        .setting("dir " + folder)
                        .build();
        server.start();
        return server;
    }

    int port() {
        return port;
    }

    /** Its data as they are on disk now. */
    Path copy() {
        try {
            Path copy = Files.createTempFile("spotdock-redis", ".aof");
            return Files.copy(file(), copy, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void restart() {
        restartWith(file());
    }

    /** Stops it, and starts it with these data. */
    void restartWith(Path data) {
        try {
            server.stop();
            if (!data.equals(file())) {
                Files.copy(data, file(), StandardCopyOption.REPLACE_EXISTING);
            }
            server = started(folder, port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path file() {
        return folder.resolve("appendonly.aof");
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
