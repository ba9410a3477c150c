package dev.spotdock.auctions.bid;

import dev.spotdock.auctions.pool.Pools;
import dev.spotdock.kernel.message.Events;
import jakarta.persistence.EntityManager;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Writes down every change of a bid: the row that its owner reads, and the event for others. */
@Component
class BidHistory {

    private final EntityManager entities;
    private final Pools pools;
    private final Events events;
    private final BidMetrics metrics;

    BidHistory(EntityManager entities, Pools pools, Events events, BidMetrics metrics) {
        this.entities = entities;
        this.pools = pools;
        this.events = events;
        this.metrics = metrics;
    }

    /**
     * Records the change that was just made, in its transaction.
     *
     * @param allocation that the change concerns; null if it concerns none
     * @param event that tells others
     */
    void add(Bid bid, @Nullable Allocation allocation, Object event) {
        Why why = bid.why();
        entities.persist(
                new BidTransition(
                        new BidTransition.Key(bid.getId(), bid.version()),
                        new BidTransition.Made(
                                why.at(),
                                bid.status(),
                                why.code(),
                                why.message(),
                                bid.offered().effectiveUnitPrice(),
                                pools.rulesFor(bid.pool()).marketPrice(),
                                allocation == null ? null : allocation.attempt(),
                                allocation == null ? null : allocation.node())));
        events.publish(event);
        metrics.changed(bid, allocation);
    }
}
