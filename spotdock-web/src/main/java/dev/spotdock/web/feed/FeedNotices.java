package dev.spotdock.web.feed;

import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.Ids;
import dev.spotdock.kernel.loop.Waker;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** What the web layer itself has to tell accounts, where no module's event says it. */
@Component
public class FeedNotices {

    private final FeedTable table;
    private final Ids ids;
    private final Waker waker;

    FeedNotices(FeedTable table, Ids ids, Waker waker) {
        this.table = table;
        this.ids = ids;
        this.waker = waker;
    }

    /**
     * Tells that a webhook is not called any more; within the caller's transaction, as its last
     * step: others that append wait until it ends.
     */
    public void webhookDisabled(UUID id, AccountId owner, String url, String reason, Instant at) {
        table.append(
                List.of(
                        new PublicEvent(
                                ids.next(),
                                EventType.WEBHOOK_DISABLED,
                                id.toString(),
                                id.toString(),
                                owner,
                                at,
                                new WebhookEventData.Disabled(id, url, reason))),
                at);
        waker.wake(FeedTail.NAME);
    }
}
