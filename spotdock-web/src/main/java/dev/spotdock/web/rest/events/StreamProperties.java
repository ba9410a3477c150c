package dev.spotdock.web.rest.events;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Reading events as they come.
 *
 * @param readersLimit on this instance at a time; each holds a connection
 * @param readersPerAccount of one account
 * @param heartbeat after so long without an event something is written, so that both sides notice
 *     when the other has gone
 * @param firstMessageWithin of a socket, which says who reads and what
 * @param streamFor how long a stream lasts; readers resume with {@code Last-Event-ID}, and their
 *     credential is looked at again
 */
@Validated
@ConfigurationProperties("spotdock.web.events")
record StreamProperties(
        @DefaultValue("2000") @Min(0) @Max(100_000) int readersLimit,
        @DefaultValue("20") @Min(0) @Max(100_000) int readersPerAccount,
        @DefaultValue("15s") Duration heartbeat,
        @DefaultValue("10s") Duration firstMessageWithin,
        @DefaultValue("1h") Duration streamFor) {}
