package dev.spotdock.runtime.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.auctions.lua.LuaScript;
import dev.spotdock.auctions.lua.ScriptPipeline;
import dev.spotdock.web.TestRedis;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;
import redis.embedded.RedisServer;

/** What becomes of a command whose answer is lost with the connection. */
class LostConnectionTests {

    private static final String COUNTER = "counter";
    private static final int ROUNDS = 5;

    private final RedisServer server = started();
    private final LettuceConnectionFactory connections = connections(server);
    private final StringRedisTemplate redis = new StringRedisTemplate(connections);

    private static RedisServer started() {
        try {
            RedisServer server = TestRedis.create();
            server.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static LettuceConnectionFactory connections(RedisServer server) {
        ClientOptions.Builder options = ClientOptions.builder();
        new RedisClientConfiguration().failFast(new RedisProperties(100)).customize(options);
        LettuceConnectionFactory connections =
                new LettuceConnectionFactory(
                        new RedisStandaloneConfiguration("127.0.0.1", server.ports().getFirst()),
                        LettuceClientConfiguration.builder()
                                .clientOptions(options.build())
                                .commandTimeout(Duration.ofSeconds(1))
                                .build());
        connections.start();
        return connections;
    }

    @AfterEach
    void stop() throws IOException {
        connections.destroy();
        server.stop();
    }

    @Test
    void aCommandIsNotSentTwice() throws Exception {
        expectOnce(() -> String.valueOf(redis.opsForValue().increment(COUNTER)));
    }

    @Test
    void aScriptIsNotSentTwice() throws Exception {
        ScriptPipeline pipeline =
                new ScriptPipeline(
                        new LuaScript(LostConnectionTests.class, "counted", 1, 0), redis);
        expectOnce(() -> pipeline.run(List.of(COUNTER)));
    }

    private void expectOnce(Supplier<String> counted) throws Exception {
        assertThat(counted.get()).as("connected, and known to the server").isEqualTo("1");
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int round = 0; round < ROUNDS; round++) {
                Future<String> under = whileConnectionsAreLost(threads, counted);
                try {
                    under.get();
                } catch (ExecutionException e) {
                    assertThat(e).hasCauseInstanceOf(DataAccessException.class);
                }
                Awaitility.await().ignoreExceptions().until(() -> redis.hasKey(COUNTER) != null);
            }
        }
        assertThat(Integer.valueOf(redis.opsForValue().get(COUNTER))).isBetween(2, 1 + ROUNDS);
    }

    /** The command has come to the server, and is done, when its connection is closed. */
    private Future<String> whileConnectionsAreLost(
            ExecutorService threads, Supplier<String> command) {
        RedisClient client =
                RedisClient.create(RedisURI.create("127.0.0.1", server.ports().getFirst()));
        try (StatefulRedisConnection<String, String> sleeper = client.connect();
                StatefulRedisConnection<String, String> killer = client.connect()) {
            var asleep = dispatched(sleeper, CommandType.DEBUG, "SLEEP", "0.4");
            pause();
            Future<String> under = threads.submit(command::get);
            pause();
            var killed = dispatched(killer, CommandType.CLIENT, "KILL", "TYPE", "normal");
            Awaitility.await().until(() -> asleep.isDone() && killed.isDone());
            return under;
        } finally {
            client.shutdown(0, 0, TimeUnit.SECONDS);
        }
    }

    private static Future<String> dispatched(
            StatefulRedisConnection<String, String> connection, CommandType type, String... words) {
        CommandArgs<String, String> arguments = new CommandArgs<>(StringCodec.UTF8);
        for (String word : words) {
            arguments.add(word);
        }
        return connection.async().dispatch(type, new StatusOutput<>(StringCodec.UTF8), arguments);
    }

    /** Long enough for a command to come to the server. */
    private static void pause() {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
    }
}
