package dev.spotdock.web.webhook;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Webhooks.
 *
 * @param perAccount how many an account may have
 * @param allowLoopback for tests: also http, and addresses of this machine; never in production
 * @param secretKey what signing secrets are encrypted with, at least 32 characters; null: made once
 *     and kept in the database
 * @param secretOverlap how long both signatures are sent after a rotation
 * @param attempts the pause before each attempt, the first one's too; as many attempts as pauses
 * @param jitter what a pause is prolonged by at most, in percent of it
 * @param retryAfterMax a receiver's Retry-After beyond it counts as this
 * @param disableAfter an endpoint that has only failed for so long is disabled
 * @param timeout of one call, from the name's lookup to the answer's end
 * @param connectTimeout of it, to connect to one address
 * @param responseLimit bytes of an answer that are read; beyond it the connection is closed
 * @param slowAfter an endpoint that takes longer is called once at a time
 * @param callsAtOnce calls of this instance to all endpoints
 * @param callsPerEndpoint of them to one endpoint that answers fast
 * @param lookupsAtOnce names that are looked up at a time
 * @param claimFor how long an instance has for a call that it began; longer than its timeout
 * @param sendEvery between two looks at what is due
 * @param readEvery between two looks at the feed
 * @param readAllEvery between two looks at endpoints that the feed has nothing new for
 * @param readLimit events in one read for one endpoint
 * @param pendingLimit of one endpoint; beyond it events wait in the feed
 * @param keepDelivered how long delivered ones are listed
 * @param keepFailed how long failed ones are listed, and can be replayed
 * @param cleanEvery between two removals of older ones
 * @param cleanLimit rows in one removal
 * @param measureEvery between two measurements for the gauges
 */
@Validated
@ConfigurationProperties("spotdock.webhooks")
record WebhookProperties(
        @DefaultValue("20") @Min(1) @Max(10_000) int perAccount,
        @DefaultValue("false") boolean allowLoopback,
        @Nullable String secretKey,
        @DefaultValue("24h") Duration secretOverlap,
        @DefaultValue({"0s", "5s", "30s", "5m", "30m", "2h", "5h", "10h"}) @NotEmpty List<Duration> attempts,
        @DefaultValue("20") @Min(0) @Max(100) int jitter,
        @DefaultValue("6h") Duration retryAfterMax,
        @DefaultValue("5d") Duration disableAfter,
        @DefaultValue("15s") Duration timeout,
        @DefaultValue("5s") Duration connectTimeout,
        @DefaultValue("8192") @Min(0) @Max(1_048_576) int responseLimit,
        @DefaultValue("2s") Duration slowAfter,
        @DefaultValue("512") @Min(1) @Max(10_000) int callsAtOnce,
        @DefaultValue("8") @Min(1) @Max(1_000) int callsPerEndpoint,
        @DefaultValue("64") @Min(1) @Max(1_000) int lookupsAtOnce,
        @DefaultValue("1m") Duration claimFor,
        @DefaultValue("250ms") Duration sendEvery,
        @DefaultValue("100ms") Duration readEvery,
        @DefaultValue("2s") Duration readAllEvery,
        @DefaultValue("200") @Min(1) @Max(1_000) int readLimit,
        @DefaultValue("1000") @Min(1) @Max(100_000) int pendingLimit,
        @DefaultValue("1d") Duration keepDelivered,
        @DefaultValue("30d") Duration keepFailed,
        @DefaultValue("1m") Duration cleanEvery,
        @DefaultValue("10000") @Min(1) @Max(100_000) int cleanLimit,
        @DefaultValue("15s") Duration measureEvery) {

    WebhookProperties {
        attempts = List.copyOf(attempts);
        if (claimFor.compareTo(timeout) <= 0) {
            throw new IllegalArgumentException(
                    "spotdock.webhooks.claim-for must be longer than spotdock.webhooks.timeout");
        }
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "WebhookProperties[perAccount=%d, allowLoopback=%b]"
                .formatted(perAccount, allowLoopback);
    }
}
