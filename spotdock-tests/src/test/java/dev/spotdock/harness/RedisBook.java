package dev.spotdock.harness;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;

/** The order book as it is in Redis, read past SpotDock. */
final class RedisBook {

    private RedisBook() {}

    /** The bids in a pool's book: members are {@code <16 hex digits of the sequence>:<bid id>}. */
    static Set<String> bids(Deployment deployment, String pool) {
        RedisURI uri =
                RedisURI.builder()
                        .withHost(deployment.redisHost())
                        .withPort(deployment.redisPort())
                        .withPassword(deployment.redisPassword().toCharArray())
                        .build();
        RedisClient client = RedisClient.create(uri);
        try (StatefulRedisConnection<String, String> connection = client.connect()) {
            return connection.sync().zrange("{" + pool + "}:book", 0, -1).stream()
                    .map(member -> member.substring(member.indexOf(':') + 1))
                    .collect(Collectors.toSet());
        } finally {
            client.shutdown(Duration.ZERO, Duration.ZERO);
        }
    }
}
