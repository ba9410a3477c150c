package dev.spotdock.web.webhook;

import dev.spotdock.kernel.loop.Loop;
import dev.spotdock.web.webhook.Delivery.Status;
import java.time.Duration;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** Removes deliveries whose time on the lists is over. */
@Component
class WebhookRetention implements Loop {

    private final DeliveryTable deliveries;
    private final WebhookProperties settings;

    WebhookRetention(DeliveryTable deliveries, WebhookProperties settings) {
        this.deliveries = deliveries;
        this.settings = settings;
    }

    @Override
    public String name() {
        return "webhook-retention";
    }

    @Override
    public Duration interval() {
        return settings.cleanEvery();
    }

    @Override
    public void runOnce(Instant now) {
        int limit = settings.cleanLimit();
        deliveries.removeEnded(Status.DELIVERED, now.minus(settings.keepDelivered()), limit);
        deliveries.removeEnded(Status.FAILED, now.minus(settings.keepFailed()), limit);
    }
}
