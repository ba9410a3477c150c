package dev.spotdock.web.security;

import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
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
 * @param offlineFor how old what PostgreSQL said of a key may be for a bid on a lot while it does
 *     not answer: as long as a token lasts
 * @param answerWithin how long a bid on a lot waits for PostgreSQL to prove its credential; many
 *     times what an answer takes
 */
@Validated
@ConfigurationProperties("spotdock.web.security")
record SecurityProperties(
        @DefaultValue("true") boolean registration,
        @DefaultValue("5s") Duration keyCacheFor,
        @Min(0) @DefaultValue("10000") int keyCacheEntries,
        @Min(1) @DefaultValue("50") int keysPerAccount,
        @DefaultValue("15m") @DurationMin(millis = 0) Duration offlineFor,
        @DefaultValue("1s") @DurationMin(millis = 1) Duration answerWithin) {}
