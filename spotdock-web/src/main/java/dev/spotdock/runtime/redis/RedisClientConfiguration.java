package dev.spotdock.runtime.redis;

import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.TimeoutOptions;
import org.springframework.boot.data.redis.autoconfigure.LettuceClientOptionsBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * While Redis is away, commands fail at once, also those whose answer is lost: by default the
 * client would keep them all and send them after the reconnect, long after their callers gave up,
 * and some for the second time.
 */
@Configuration(proxyBeanMethods = false)
class RedisClientConfiguration {

    @Bean
    LettuceClientOptionsBuilderCustomizer failFast(RedisProperties properties) {
        return options ->
                options.disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
                        .requestQueueSize(properties.queueLimit())
                        .timeoutOptions(TimeoutOptions.enabled());
    }
}
