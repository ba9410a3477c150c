package dev.spotdock.web.webhook;

import dev.spotdock.kernel.loop.Loop;
import dev.spotdock.web.feed.Feed;
import dev.spotdock.web.webhook.DeliveryTable.Backlog;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.stereotype.Component;

/**
 * Measures how far the endpoints are behind, all together: {@code spotdock.webhooks.lag} in
 * positions of the feed, to 100 exactly; {@code spotdock.webhooks.oldest} in seconds; {@code
 * spotdock.webhooks.calls} under way on this instance.
 */
@Component
class WebhookGauges implements Loop {

    private final Feed feed;
    private final DeliveryTable deliveries;
    private final WebhookProperties settings;
    private final AtomicLong lag;
    private final AtomicLong oldestSeconds;

    WebhookGauges(
            Feed feed,
            DeliveryTable deliveries,
            WebhookSender sender,
            WebhookProperties settings,
            MeterRegistry meters) {
        this.feed = feed;
        this.deliveries = deliveries;
        this.settings = settings;
        this.lag = meters.gauge("spotdock.webhooks.lag", new AtomicLong());
        this.oldestSeconds = meters.gauge("spotdock.webhooks.oldest", new AtomicLong());
        meters.gauge("spotdock.webhooks.calls", sender, WebhookSender::underWay);
    }

    @Override
    public String name() {
        return "webhook-gauges";
    }

    @Override
    public Duration interval() {
        return settings.measureEvery();
    }

    @Override
    public void runOnce(Instant now) {
        Backlog backlog = deliveries.backlog(feed.head().position());
        lag.set(backlog.lag());
        Instant oldest = backlog.oldest();
        oldestSeconds.set(
                oldest == null ? 0 : Math.max(0, Duration.between(oldest, now).toSeconds()));
    }
}
