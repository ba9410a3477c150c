package dev.spotdock.web.limit;

import io.github.bucket4j.redis.lettuce.Bucket4jLettuce;
import io.github.bucket4j.redis.lettuce.Bucket4jLettuce.LettuceBasedProxyManagerBuilder;
import io.lettuce.core.RedisClient;
import io.lettuce.core.cluster.RedisClusterClient;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.stereotype.Component;

/** A connection of the application's Redis client for budgets alone: they wait for nobody else. */
@Component
class RedisBudgets {

    private final ObjectProvider<LettuceConnectionFactory> redis;

    RedisBudgets(ObjectProvider<LettuceConnectionFactory> redis) {
        this.redis = redis;
    }

    /**
     * Connects; closed with the client.
     *
     * @return empty if the application has no Redis
     * @throws RuntimeException if it does not answer
     */
    Optional<LettuceBasedProxyManagerBuilder<byte[]>> connect() {
        return Optional.ofNullable(redis.getIfAvailable())
                .map(factory ->
                        factory.getRequiredNativeClient() instanceof RedisClusterClient cluster
                                ? Bucket4jLettuce.casBasedBuilder(cluster)
                                : Bucket4jLettuce.casBasedBuilder(
                                        (RedisClient) factory.getRequiredNativeClient()));
    }
}
