package dev.spotdock.web.webhook;

import dev.spotdock.kernel.id.Ids;
import dev.spotdock.kernel.loop.Loop;
import dev.spotdock.kernel.loop.Waker;
import dev.spotdock.kernel.message.Transactions;
import dev.spotdock.web.feed.EventType;
import dev.spotdock.web.feed.Feed;
import dev.spotdock.web.feed.FeedPage;
import dev.spotdock.web.feed.StoredEvent;
import dev.spotdock.web.webhook.IntakeTable.Behind;
import dev.spotdock.web.webhook.IntakeTable.Entry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Fills the endpoints' queues from the feed, each from its own position, which moves on in the same
 * transaction. A full queue leaves the rest in the feed.
 */
@Component
class WebhookIntake implements Loop {

    private static final Logger log = LoggerFactory.getLogger(WebhookIntake.class);

    /** Endpoints in one transaction. */
    private static final int ENDPOINTS = 50;

    /** A position that nothing is found after is stored when it is so many old. */
    private static final int STEP = 100;

    private final Feed feed;
    private final IntakeTable queue;
    private final Transactions transactions;
    private final Ids ids;
    private final Waker waker;
    private final WebhookProperties settings;
    private long lookedUntil = -1;
    private volatile Instant lookAgainAt = Instant.MIN;

    WebhookIntake(
            Feed feed,
            IntakeTable queue,
            Transactions transactions,
            Ids ids,
            Waker waker,
            WebhookProperties settings) {
        this.feed = feed;
        this.queue = queue;
        this.transactions = transactions;
        this.ids = ids;
        this.waker = waker;
        this.settings = settings;
    }

    @Override
    public String name() {
        return "webhook-intake";
    }

    @Override
    public Duration interval() {
        return settings.readEvery();
    }

    @Override
    public void runOnce(Instant now) {
        // Looks into memory only: most of the time nothing has happened.
        if (now.isBefore(lookAgainAt) && !feed.await(lookedUntil, Duration.ZERO)) {
            return;
        }
        long head = feed.head().position();
        Pass pass = new Pass(head, null, false);
        do {
            Pass before = pass;
            pass = transactions.inTransaction(() -> fillSome(before, now));
        } while (pass.last() != null);
        lookedUntil = head;
        lookAgainAt = now.plus(settings.readAllEvery());
        if (pass.found()) {
            waker.wake(WebhookSender.NAME);
        }
    }

    /** The next run looks into the database, whether or not there is something new in the feed. */
    void lookAgain() {
        lookAgainAt = Instant.MIN;
    }

    /**
     * How far one run has come.
     *
     * @param last endpoint; null: all of them
     */
    private record Pass(long head, @Nullable UUID last, boolean found) {}

    private Pass fillSome(Pass before, Instant now) {
        List<Behind> some =
                queue.lockBehind(before.head(), before.last(), settings.pendingLimit(), ENDPOINTS);
        List<Entry> fresh = new ArrayList<>();
        for (Behind endpoint : some) {
            if (endpoint.room() > 0) {
                fill(endpoint, fresh, now);
            }
        }
        if (!fresh.isEmpty()) {
            queue.add(fresh, now.plus(settings.attempts().getFirst()), now);
        }
        return new Pass(
                before.head(),
                some.size() == ENDPOINTS ? some.getLast().id() : null,
                before.found() || !fresh.isEmpty());
    }

    private void fill(Behind endpoint, List<Entry> fresh, Instant now) {
        Set<EventType> types = WebhookFilter.types(endpoint.types());
        if (types.isEmpty()) {
            return;
        }
        Optional<FeedPage> page =
                feed.read(
                        endpoint.reader(),
                        types,
                        endpoint.position(),
                        Math.min(endpoint.room(), settings.readLimit()));
        if (page.isEmpty()) {
            long oldest = feed.head().removedUntil();
            log.warn(
                    "Webhook {} has missed events: the feed does not keep those up to {} any more",
                    endpoint.id(),
                    oldest);
            queue.skipTo(endpoint.id(), oldest, now);
            return;
        }
        page.get().events().forEach(event -> fresh.add(entry(endpoint.id(), event)));
        long next = page.get().next();
        if (!page.get().events().isEmpty() || next - endpoint.position() >= STEP) {
            queue.moveTo(endpoint.id(), next);
        }
    }

    private Entry entry(UUID endpoint, StoredEvent event) {
        return new Entry(
                ids.next(),
                endpoint,
                event.position(),
                event.told().id(),
                event.told().type(),
                event.told().partitionkey(),
                event.json());
    }
}
