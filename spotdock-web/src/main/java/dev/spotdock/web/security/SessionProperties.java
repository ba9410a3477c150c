package dev.spotdock.web.security;

import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Browsers' sessions.
 *
 * @param lifetime after which somebody has to log in again in any case
 * @param idle after which a session ends that is not used
 * @param perAccount how many there may be; one more ends the oldest
 * @param cleanEvery between two removals of ended ones
 * @param cleanLimit rows in one removal
 */
@Validated
@ConfigurationProperties("spotdock.web.security.session")
record SessionProperties(
        @DefaultValue("12h") Duration lifetime,
        @DefaultValue("30m") Duration idle,
        @DefaultValue("20") @Min(1) int perAccount,
        @DefaultValue("1m") Duration cleanEvery,
        @DefaultValue("5000") @Min(1) int cleanLimit) {}
