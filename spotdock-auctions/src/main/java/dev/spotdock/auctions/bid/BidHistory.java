package dev.spotdock.auctions.bid;

import dev.spotdock.auctions.BidRepriced;
import dev.spotdock.auctions.pool.Pools;
import dev.spotdock.auctions.pricing.MarketPrices;
import dev.spotdock.kernel.message.Events;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.stereotype.Component;

/** Writes down every change of a bid: the row that its owner reads, and the event for others. */
@Component
class BidHistory {

    private static final Logger LOG = LoggerFactory.getLogger(BidHistory.class);

    private final EntityManager entities;
    private final Pools pools;
    private final Events events;
    private final BidMetrics metrics;
    private final MarketPrices prices;

    BidHistory(
            EntityManager entities,
            Pools pools,
            Events events,
            BidMetrics metrics,
            MarketPrices prices) {
        this.entities = entities;
        this.pools = pools;
        this.events = events;
        this.metrics = metrics;
        this.prices = prices;
    }

    /**
     * Records the change that was just made, in its transaction.
     *
     * @param allocation that the change concerns; null if it concerns none
     * @param event that tells others
     */
    void add(Bid bid, @Nullable Allocation allocation, Object event) {
        add(bid, allocation, bid.why().at(), event);
    }

    /** Records that the bid was just given another maximum. */
    void addRepricing(Bid bid, @Nullable Allocation allocation, BidRepriced event) {
        Allocation concerned = bid.status().isPlaced() ? allocation : null;
        add(bid, concerned, event.at(), event);
    }

    /** Records the change that was just made, for the owner only: another one follows at once. */
    void note(Bid bid, @Nullable Allocation allocation) {
        write(bid, allocation, bid.why().at());
    }

    private void add(Bid bid, @Nullable Allocation allocation, Instant at, Object event) {
        write(bid, allocation, at);
        events.publish(event);
        metrics.changed(bid, allocation);
        log(bid, allocation);
    }

    private void write(Bid bid, @Nullable Allocation allocation, Instant at) {
        Why why = bid.why();
        entities.persist(
                new BidTransition(
                        new BidTransition.Key(bid.getId(), bid.version()),
                        new BidTransition.Made(
                                at,
                                bid.status(),
                                why.code(),
                                why.message(),
                                bid.offered().effectiveUnitPrice(),
                                prices.shown(pools.rulesFor(bid.pool())),
                                allocation == null ? null : allocation.attempt(),
                                allocation == null ? null : allocation.node())));
    }

    /** Records that the bid's attempt is to be stopped now, as it was just asked to. */
    void addStop(Bid bid, Allocation allocation) {
        Duration stopTimeout = pools.rulesFor(bid.pool()).stopTimeout();
        add(bid, allocation, BidFacts.stopRequested(bid, allocation, stopTimeout));
    }

    /** Publishes what is no change of the bid's state, in its transaction. */
    void tell(Object event) {
        events.publish(event);
    }

    /** Never with what a bid runs: commands and variables may be secret. */
    private static void log(Bid bid, @Nullable Allocation allocation) {
        String attempt = allocation == null ? "" : allocation.allocationId().toString();
        try (var _ = MDC.putCloseable("bid", bid.bidId().toString());
                var _ = MDC.putCloseable("allocation", attempt)) {
            LOG.debug(
                    "Bid {} of pool {} is {} ({}), version {}.",
                    bid.bidId(),
                    bid.pool(),
                    bid.status(),
                    bid.why().code().wireName(),
                    bid.version());
        }
    }
}
