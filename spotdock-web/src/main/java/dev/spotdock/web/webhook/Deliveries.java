package dev.spotdock.web.webhook;

import dev.spotdock.kernel.loop.Waker;
import dev.spotdock.web.feed.Feed;
import dev.spotdock.web.problem.Problem;
import dev.spotdock.web.problem.ProblemCode;
import dev.spotdock.web.security.Caller;
import dev.spotdock.web.webhook.Delivery.Status;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What became of the events that the caller's webhooks were to be told, and how to tell them again.
 * In the transaction of whoever asks.
 */
@Component
public class Deliveries {

    private final WebhookTable webhooks;
    private final DeliveryTable table;
    private final Feed feed;
    private final InstantSource clock;
    private final Waker waker;
    private final WebhookProperties settings;

    Deliveries(
            WebhookTable webhooks,
            DeliveryTable table,
            Feed feed,
            InstantSource clock,
            Waker waker,
            WebhookProperties settings) {
        this.webhooks = webhooks;
        this.table = table;
        this.feed = feed;
        this.clock = clock;
        this.waker = waker;
        this.settings = settings;
    }

    /**
     * Deliveries of a webhook, those of later events first.
     *
     * @param status null: all
     * @param before only what stands behind that position; null: from the first
     * @throws Problem {@code not-found}
     */
    public List<Delivery> list(
            Caller caller,
            UUID webhook,
            @Nullable Status status,
            @Nullable Long before,
            int limit) {
        found(caller, webhook);
        return table.list(caller.accountId(), webhook, status, before, limit);
    }

    /**
     * Begins again with one: now, with all attempts. One that is on its way just now stays so.
     *
     * @throws Problem {@code not-found}
     */
    public Delivery replay(Caller caller, UUID webhook, UUID delivery) {
        table.replay(caller.accountId(), webhook, delivery, now());
        waker.wake(WebhookSender.NAME);
        return table.find(caller.accountId(), webhook, delivery)
                .orElseThrow(() -> Problem.notFound("there is no such delivery"));
    }

    /**
     * Begins again with those that failed, earlier events first.
     *
     * @return how many, at most {@code spotdock.webhooks.pending-limit}
     * @throws Problem {@code not-found}
     */
    public int replayFailed(Caller caller, UUID webhook) {
        found(caller, webhook);
        int count = table.replayFailed(caller.accountId(), webhook, now(), settings.pendingLimit());
        waker.wake(WebhookSender.NAME);
        return count;
    }

    /**
     * Tells again what comes after a position of the feed. What waits already is not told twice.
     *
     * @param after one that was given out
     * @throws Problem {@code not-found}; {@code reset} if events after it are not kept any more
     */
    public void replayAfter(Caller caller, UUID webhook, long after) {
        found(caller, webhook);
        long oldest = feed.head().removedUntil();
        if (after < oldest) {
            throw Problem.of(
                            ProblemCode.RESET,
                            "events after this position are not kept any more; begin with \"oldest\"")
                    .with("oldest", Long.toString(oldest));
        }
        webhooks.rewind(caller.accountId(), webhook, after);
        waker.wake("webhook-intake");
    }

    private void found(Caller caller, UUID webhook) {
        if (webhooks.find(caller.accountId(), webhook).isEmpty()) {
            throw Webhooks.unknown();
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
