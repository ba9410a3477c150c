package dev.spotdock.web.feed;

import java.util.UUID;

/** The {@code data} of events about webhooks; see {@link BidEventData} on changes. */
interface WebhookEventData {

    /** {@code reason}: {@code gone} where it answered 410, {@code failing} for too long. */
    record Disabled(UUID webhookId, String url, String reason) {}
}
