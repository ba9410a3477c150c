package dev.spotdock.harness;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import java.time.Duration;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The order book as it is in Redis, read past SpotDock. */
public final class RedisBook {

    private RedisBook() {}

    /** The bids in a pool's book: members are {@code <16 hex digits of the sequence>:<bid id>}. */
    public static Set<String> bids(Deployment deployment, String pool) {
        return asked(
                deployment,
                redis ->
                        redis.zrange("{" + pool + "}:book", 0, -1).stream()
                                .map(member -> member.substring(member.indexOf(':') + 1))
                                .collect(Collectors.toSet()));
    }

    /** Loses everything that Redis has. */
    static void flush(Deployment deployment) {
        asked(deployment, RedisCommands::flushall);
    }

    private static <T> T asked(
            Deployment deployment, Function<RedisCommands<String, String>, T> question) {
        RedisURI uri =
                RedisURI.builder()
                        .withHost(deployment.redisHost())
                        .withPort(deployment.redisPort())
                        .withPassword(deployment.redisPassword().toCharArray())
                        .build();
        RedisClient client = RedisClient.create(uri);
        try (StatefulRedisConnection<String, String> connection = client.connect()) {
            return question.apply(connection.sync());
        } finally {
            client.shutdown(Duration.ZERO, Duration.ZERO);
        }
    }
}
