package dev.spotdock.web.feed;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The event feed.
 *
 * @param keepFor how long events can be read again
 * @param cleanEvery between two removals of older ones
 * @param cleanLimit rows in one removal
 * @param lookEvery how often an instance looks for events that another one has written; its own are
 *     known at once
 * @param window the latest events that are kept in memory for whoever reads along; about 1 KB each
 */
@Validated
@ConfigurationProperties("spotdock.web.feed")
record FeedProperties(
        @DefaultValue("7d") Duration keepFor,
        @DefaultValue("1m") Duration cleanEvery,
        @DefaultValue("10000") @Min(1) @Max(100_000) int cleanLimit,
        @DefaultValue("100ms") Duration lookEvery,
        @DefaultValue("10000") @Min(1_000) @Max(1_000_000) int window) {}
