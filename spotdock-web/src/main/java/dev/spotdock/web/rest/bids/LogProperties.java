package dev.spotdock.web.rest.bids;

import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Bounds of followed logs.
 *
 * @param pollEvery how often a followed log is read; each read may ask the container engine
 * @param followFor after this a follower has to ask again: connections are not kept for ever
 * @param followersLimit how many are followed at a time; each holds up to 2 MiB and a thread
 * @param followersPerAccount how many of one account
 */
@Validated
@ConfigurationProperties("spotdock.web.logs")
record LogProperties(
        @DefaultValue("1s") Duration pollEvery,
        @DefaultValue("1h") Duration followFor,
        @Min(0) @DefaultValue("100") int followersLimit,
        @Min(0) @DefaultValue("10") int followersPerAccount) {}
