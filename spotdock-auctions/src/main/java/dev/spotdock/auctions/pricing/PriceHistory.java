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
    private final PriceLock lock;

    PriceHistory(JdbcClient jdbc, Events events, PriceLock lock) {
        this.jdbc = jdbc;
        this.events = events;
        this.lock = lock;
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
     * @param at not later than now; the price is stamped with the instant at which nobody else can
     *     change the pool's rates any more, in whole milliseconds
     * @return whether it was recorded
     */
    public boolean record(String pool, long unitPrice, @Nullable BidId bidId, Instant at) {
        if (!isDue(latest(pool), unitPrice, at)) {
            return false;
        }
        Instant stamp = later(at.truncatedTo(ChronoUnit.MILLIS), lockForChange(pool));
        Optional<Tick> before = latest(pool);
        if (!isDue(before, unitPrice, stamp)) {
            return false;
        }
        jdbc.sql(
                        """
                        insert into auctions.price_tick (pool, at, unit_price, bid_id, cause)
                        values (?, ?, ?, ?, ?)
                        """)
                .params(pool, stamp.atOffset(ZoneOffset.UTC), unitPrice)
                .param(bidId == null ? null : bidId.value())
                .param((bidId == null ? PriceCause.FLOOR : PriceCause.WAITING_BID).name())
                .update();
        @Nullable Long previous = before.map(Tick::unitPrice).orElse(null);
        events.publish(new PriceChanged(pool, unitPrice, previous, bidId, stamp));
        return true;
    }

    /**
     * For whoever changes what running allocations of a pool cost, its price or a bid's maximum in
     * force: until the caller's transaction ends nobody else does, nor tells billing that the past
     * is complete. Taken last, after bids, offers and wallets; several pools by name. Whoever
     * matches a pool holds its lease, so nobody waits here for long.
     *
     * @return the first instant, in whole milliseconds, from which the change may apply; rates
     *     before it may have been charged already
     */
    public Instant lockForChange(String pool) {
        return lock.hold(pool);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static boolean isDue(Optional<Tick> before, long unitPrice, Instant at) {
        return before.filter(tick ->
                        tick.unitPrice() == unitPrice
                                || tick.at().getEpochSecond() >= at.getEpochSecond())
                .isEmpty();
    }
}
