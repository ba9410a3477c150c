package dev.spotdock.web.rest.webhooks;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.spotdock.web.idempotency.HasSecret;
import dev.spotdock.web.webhook.Webhook;
import dev.spotdock.web.webhook.Webhook.Missed;
import dev.spotdock.web.webhook.Webhooks.Made;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A webhook. */
@Schema(name = "Webhook")
record WebhookView(
        UUID id,
        @Schema(example = "https://hooks.customer.example/spotdock") String url,
        @Schema(example = "[\"bid.*\"]") List<String> types,
        boolean enabled,
        @Schema(
                        description =
                                "owner; gone: it answered 410; failing: for days; null while it is"
                                        + " enabled")
                @Nullable String disabledReason,
        @Nullable Instant disabledAt,
        @Schema(
                        description =
                                "what of the feed is in its queue, or was not for it; not part of the ETag")
                String position,
        @Schema(
                        description =
                                "the last time that events were lost, as the feed keeps them for days only")
                @Nullable MissedView missed,
        @Schema(description = "the first failure since the last success")
                @Nullable Instant failingSince,
        @Schema(description = "until then the secret before signs too")
                @Nullable Instant previousSecretUntil,
        Instant createdAt,
        @Schema(description = "also the ETag") long version,
        @JsonInclude(JsonInclude.Include.NON_NULL)
                @Schema(
                        description =
                                "what calls are signed with, in the answer that made it, only there")
                @Nullable String secret)
        implements HasSecret {

    /** Events that were lost. */
    @Schema(name = "WebhookMissed")
    record MissedView(String after, String until, Instant at) {

        static MissedView of(Missed missed) {
            return new MissedView(
                    Long.toString(missed.after()), Long.toString(missed.until()), missed.at());
        }
    }

    static WebhookView of(Webhook webhook) {
        return of(webhook, null);
    }

    static WebhookView of(Made made) {
        return of(made.webhook(), made.secret());
    }

    private static WebhookView of(Webhook webhook, @Nullable String secret) {
        Missed missed = webhook.missed();
        return new WebhookView(
                webhook.id(),
                webhook.url(),
                webhook.types(),
                webhook.enabled(),
                webhook.disabledReason(),
                webhook.disabledAt(),
                Long.toString(webhook.position()),
                missed == null ? null : MissedView.of(missed),
                webhook.failingSince(),
                webhook.previousUntil(),
                webhook.createdAt(),
                webhook.version(),
                secret);
    }

    static String eTag(Webhook webhook) {
        return "\"%d\"".formatted(webhook.version());
    }

    @Override
    public WebhookView withoutSecret() {
        return new WebhookView(
                id,
                url,
                types,
                enabled,
                disabledReason,
                disabledAt,
                position,
                missed,
                failingSince,
                previousSecretUntil,
                createdAt,
                version,
                null);
    }

    @Override
    public String toString() {
        return "WebhookView[" + id + "]";
    }
}
