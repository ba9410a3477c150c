package dev.spotdock.runtime.redis;

import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Bounds of the Redis client beyond Boot's own settings.
 *
 * @param queueLimit commands under way at once; more are refused instead of piling up in memory
 */
@Validated
@ConfigurationProperties("spotdock.redis")
record RedisProperties(@DefaultValue("10000") @Min(1) int queueLimit) {}
