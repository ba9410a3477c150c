package dev.spotdock.web.rest.webhooks;

import dev.spotdock.web.webhook.Delivery;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An event and what became of telling it. */
@Schema(name = "WebhookDelivery")
record DeliveryView(
        UUID id,
        @Schema(description = "the event's id, and each attempt's webhook-id") UUID eventId,
        @Schema(example = "bid.matched") String type,
        @Schema(description = "the event's position in the feed", example = "4711") String sequence,
        @Schema(description = "events of the same key are told one after the other")
                String partitionkey,
        @Schema(allowableValues = {"pending", "delivered", "failed"}) String status,
        int attempts,
        @Nullable Instant nextAttemptAt,
        @Nullable Instant lastAttemptAt,
        @Schema(description = "HTTP status of the last answer") @Nullable Integer lastStatus,
        @Schema(description = "why the last attempt failed") @Nullable String lastError,
        Instant createdAt,
        @Schema(description = "when it became delivered or failed") @Nullable Instant endedAt) {

    static DeliveryView of(Delivery delivery) {
        return new DeliveryView(
                delivery.id(),
                delivery.eventId(),
                delivery.type(),
                Long.toString(delivery.position()),
                delivery.key(),
                delivery.status().wireName(),
                delivery.attempts(),
                delivery.nextAttemptAt(),
                delivery.lastAttemptAt(),
                delivery.lastStatus(),
                delivery.lastError(),
                delivery.createdAt(),
                delivery.endedAt());
    }
}
