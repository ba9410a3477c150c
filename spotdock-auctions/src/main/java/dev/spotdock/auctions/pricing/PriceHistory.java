package dev.spotdock.auctions.pricing;

import dev.spotdock.auctions.ListPrices.Tick;
import dev.spotdock.auctions.PriceCause;
import dev.spotdock.auctions.PriceChanged;
import dev.spotdock.kernel.id.BidId;
import dev.spotdock.kernel.message.Events;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The pools' market prices: each holds until the next. */
@Component
public final class PriceHistory {

    private final JdbcClient jdbc;
    private final Events events;

    PriceHistory(JdbcClient jdbc, Events events) {
        this.jdbc = jdbc;
        this.events = events;
    }

    /** The pool's price now, its bid included; empty if it never had one: then it is the floor. */
    public Optional<Tick> latest(String pool) {
        return jdbc.sql(
                        """
                        select at, unit_price, cause, bid_id from auctions.price_tick
                        where pool = ? order by at desc limit 1
                        """)
                .param(pool)
                .query(PriceRows::tick)
                .optional();
    }

    /**
     * Records a price in the caller's transaction and tells of it, unless it is the one before or
     * comes too soon: a pool has at most one per second, each in a later one. Whoever is refused
     * for that asks again a moment later.
     *
     * @param unitPrice micro-units per slot-hour, at least 0
     * @param bidId the waiting bid that sets it; null: it is the floor
     * @param at now; kept in whole milliseconds
     * @return whether it was recorded
     */
    public boolean record(String pool, long unitPrice, @Nullable BidId bidId, Instant at) {
        if (!isDue(latest(pool), unitPrice, at)) {
            return false;
        }
        lock(pool);
        Optional<Tick> before = latest(pool);
        if (!isDue(before, unitPrice, at)) {
            return false;
        }
        Instant millis = at.truncatedTo(ChronoUnit.MILLIS);
        jdbc.sql(
                        """
                        insert into auctions.price_tick (pool, at, unit_price, bid_id, cause)
                        values (?, ?, ?, ?, ?)
                        """)
                .params(pool, millis.atOffset(ZoneOffset.UTC), unitPrice)
                .param(bidId == null ? null : bidId.value())
                .param((bidId == null ? PriceCause.FLOOR : PriceCause.WAITING_BID).name())
                .update();
        @Nullable Long previous = before.map(Tick::unitPrice).orElse(null);
        events.publish(new PriceChanged(pool, unitPrice, previous, bidId, millis));
        return true;
    }

    private static boolean isDue(Optional<Tick> before, long unitPrice, Instant at) {
        return before.filter(tick ->
                        tick.unitPrice() == unitPrice
                                || tick.at().getEpochSecond() >= at.getEpochSecond())
                .isEmpty();
    }

    /**
     * Until the transaction ends nobody else records a price of the pool: otherwise an earlier one
     * could be committed after a later one. Whoever matches a pool holds its lease, so nobody waits
     * here for long.
     */
    private void lock(String pool) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended('auctions.price_tick ' || ?, 0))")
                .param(pool)
                .query((_, _) -> true)
                .single();
    }
}
