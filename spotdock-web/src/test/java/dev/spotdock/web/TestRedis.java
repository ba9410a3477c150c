package dev.spotdock.web;

import java.io.IOException;
import java.net.ServerSocket;
import redis.embedded.RedisServer;

/** A Redis of a test's own, which keeps nothing. */
public final class TestRedis {

    private TestRedis() {}

    /** One that is not started yet, on a port that was free just now. */
    public static RedisServer create() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            return create(free.getLocalPort());
        }
    }

    /** One that is not started yet. */
    public static RedisServer create(int port) throws IOException {
        return RedisServer.newRedisServer()
                .bind("127.0.0.1")
                .port(port)
                .setting("save \"\"")
                .build();
    }
}
