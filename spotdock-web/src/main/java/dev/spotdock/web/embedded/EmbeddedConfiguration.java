package dev.spotdock.web.embedded;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/**
 * Starts each server unless another one is configured. Boot makes the data source and the Redis
 * client from these beans, so they are up before and down after everything else.
 */
@Configuration(proxyBeanMethods = false)
class EmbeddedConfiguration {

    /** Opened for the first embedded server that starts. */
    @Bean
    @Lazy
    DataFolder embeddedDataFolder(EmbeddedProperties properties) {
        return DataFolder.open(properties.folder());
    }

    @Bean
    @Conditional(NoPostgresConfigured.class)
    PostgresServer embeddedPostgres(DataFolder dataFolder, EmbeddedProperties properties) {
        return PostgresServer.start(dataFolder, properties);
    }

    @Bean
    @Conditional(NoRedisConfigured.class)
    RedisServer embeddedRedis(DataFolder dataFolder, EmbeddedProperties properties) {
        return RedisServer.start(dataFolder, properties);
    }

    static final class NoPostgresConfigured implements Condition {
        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return noneIsSet(context, "spring.datasource.url");
        }
    }

    static final class NoRedisConfigured implements Condition {
        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return noneIsSet(
                    context,
                    "spring.data.redis.url",
                    "spring.data.redis.host",
                    "spring.data.redis.sentinel.master",
                    "spring.data.redis.cluster.nodes");
        }
    }

    private static boolean noneIsSet(ConditionContext context, String... names) {
        for (String name : names) {
            if (StringUtils.hasText(context.getEnvironment().getProperty(name))) {
                return false;
            }
        }
        return true;
    }
}
