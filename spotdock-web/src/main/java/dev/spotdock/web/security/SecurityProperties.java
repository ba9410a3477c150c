package dev.spotdock.web.security;

import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Bounds of identity.
 *
 * @param registration whether anybody may make an account
 * @param keyCacheFor how long a valid key or a token's account is believed without asking again;
 *     only while PostgreSQL tells of changes, and no longer than until it does
 * @param keyCacheEntries how many of each are remembered; about 500 bytes each
 * @param keysPerAccount how many valid keys one account may have
 */
@Validated
@ConfigurationProperties("spotdock.web.security")
record SecurityProperties(
        @DefaultValue("true") boolean registration,
        @DefaultValue("5s") Duration keyCacheFor,
        @Min(0) @DefaultValue("10000") int keyCacheEntries,
        @Min(1) @DefaultValue("50") int keysPerAccount) {}
