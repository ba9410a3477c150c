package dev.spotdock.auctions.bid;

import dev.spotdock.auctions.BidFunding;
import dev.spotdock.auctions.BidFunding.Shortage;
import dev.spotdock.auctions.pricing.PriceHistory;
import dev.spotdock.kernel.money.Money;
import dev.spotdock.kernel.money.Price;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What goes with a change of a bid's maximum: its hold, and what charges are computed from. */
@Component
class Maxima {

    /** What a hold covers at the bid's maximum. */
    private static final long HOLD_MILLIS = 60_000;

    private final JdbcClient jdbc;
    private final BidFunding funding;
    private final PriceHistory prices;

    Maxima(JdbcClient jdbc, BidFunding funding, PriceHistory prices) {
        this.jdbc = jdbc;
        this.funding = funding;
        this.prices = prices;
    }

    /** What is held for a bid; never nothing: a hold of zero would be no hold. */
    static Money hold(Price max) {
        Money minute = max.forMillis(HOLD_MILLIS);
        return minute.isPositive() ? minute : Money.ofMicros(1);
    }

    /** A place behind all that there are. */
    long nextSequence() {
        return jdbc.sql("select nextval('auctions.bid_sequence')").query(Long.class).single();
    }

    /**
     * Makes a locked bid's hold fit a maximum.
     *
     * @return empty if it is done; otherwise what is missing, and nothing was done
     */
    Optional<Shortage> resizeHold(Bid bid, Offered next) {
        Price max = new Price(next.maxPricePerHour(), next.quotedPer());
        return funding.resize(new BidFunding.Need(bid.accountId(), bid.bidId(), hold(max)));
    }

    /** Makes a hold that charges have drawn on fit the bid's maximum again; the same. */
    Optional<Shortage> topUpHold(Bid bid) {
        return resizeHold(bid, bid.offered());
    }

    /**
     * When a change may apply that is wished from then on: what a placed bid costs may have been
     * charged up to now. The last lock to take.
     */
    Instant notBefore(Bid bid, Instant wished) {
        if (!bid.status().isPlaced()) {
            return wished;
        }
        Instant first = prices.lockForChange(bid.pool());
        return wished.isAfter(first) ? wished : first;
    }

    /** Lets a lower maximum apply whose time has come. */
    void lowerDue(Bid bid, Instant now) {
        Lowered lowered = bid.lowered();
        Instant from = lowered == null ? null : lowered.from();
        if (from != null && !from.isAfter(now)) {
            lower(bid, now);
        }
    }

    /**
     * Lets a lower maximum apply, if one waits for it: since its own time, if that has come,
     * because charges have gone by it since. Of a running bid's hold less may be left than even the
     * lower maximum asks for: then it stays as it is. One that waits again is topped up anyway.
     */
    void lower(Bid bid, Instant now) {
        Lowered lowered = bid.lowered();
        if (lowered == null) {
            return;
        }
        if (bid.status().isPlaced()) {
            resizeHold(bid, bid.asked());
        }
        Instant from = lowered.from();
        keep(bid, from != null && from.isBefore(now) ? from : now);
        bid.applyLowered();
    }

    /** Keeps the maximum that a bid had until then. */
    void keep(Bid bid, Instant at) {
        jdbc.sql(
                        """
                        insert into auctions.repricing (bid_id, at, max_before) values (?, ?, ?)
                        on conflict do nothing
                        """)
                .params(bid.getId(), at.atOffset(ZoneOffset.UTC), bid.offered().maxPricePerHour())
                .update();
    }
}
