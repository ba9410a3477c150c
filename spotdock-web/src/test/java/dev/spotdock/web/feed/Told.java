package dev.spotdock.web.feed;

import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.message.Transactions;
import dev.spotdock.web.FakeBids;
import dev.spotdock.web.WebFixture;
import dev.spotdock.web.rest.PriceView;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Puts events into the feed, as its writer does. */
public final class Told {

    private static final AtomicLong NUMBER = new AtomicLong();

    private final WebFixture web;

    public Told(WebFixture web) {
        this.web = web;
    }

    /** A price that everybody sees; returns the event's id. */
    public UUID price(String pool) {
        return tell(
                EventType.PRICE_CHANGED,
                null,
                "default",
                new MarketEventData.Price(pool, new PriceView("0.01", "USD", "slot-hour"), null));
    }

    /** The same, with a key of its own. */
    public UUID priceOf(String key) {
        return tell(
                EventType.PRICE_CHANGED,
                null,
                key,
                new MarketEventData.Price(key, new PriceView("0.01", "USD", "slot-hour"), null));
    }

    /** Something that one account sees; returns the event's id. */
    public UUID exhausted(AccountId owner) {
        return tell(
                EventType.WALLET_EXHAUSTED,
                owner,
                "default",
                new WalletEventData.Exhausted(new UUID(1, 1), new UUID(1, 2)));
    }

    /** Reads along, as the loop does that does not run in these tests. */
    public void look() {
        web.bean(FeedTail.class).runOnce(FakeBids.NOW);
    }

    /** Remembers nothing that was told before: it has to be read from the table. */
    public void restart() {
        web.bean(FeedTail.class).window().startAt(web.bean(Feed.class).head().position());
    }

    /** Removes all that was told before. */
    public void remove() {
        web.bean(FeedTable.class).removeBefore(FakeBids.NOW.plusSeconds(1), 100_000);
        restart();
    }

    private UUID tell(EventType type, @Nullable AccountId owner, String key, Record data) {
        UUID id = new UUID(0x70ff, NUMBER.incrementAndGet());
        PublicEvent event = new PublicEvent(id, type, key, key, owner, FakeBids.NOW, data);
        return web.bean(Transactions.class)
                .inTransaction(() -> {
                    web.bean(FeedTable.class).append(List.of(event), FakeBids.NOW);
                    return id;
                });
    }
}
