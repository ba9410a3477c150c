package dev.spotdock.auctions.timed;

import dev.spotdock.auctions.AuctionEvent;
import dev.spotdock.auctions.LotState;
import dev.spotdock.auctions.reservation.CapacityPins;
import dev.spotdock.kernel.message.Events;
import java.util.Comparator;
import java.util.List;
import org.springframework.stereotype.Component;

/** Stores what becomes of lots, tells others, and gives up what an unsold one had pinned. */
@Component
class LotChanges {

    private final Auctions auctions;
    private final Lots lots;
    private final CapacityPins pins;
    private final Events events;
    private final LotMetrics metrics;

    LotChanges(Auctions auctions, Lots lots, CapacityPins pins, Events events, LotMetrics metrics) {
        this.auctions = auctions;
        this.lots = lots;
        this.pins = pins;
        this.events = events;
        this.metrics = metrics;
    }

    /**
     * Stores a lot's next version.
     *
     * @return false: it has changed since it was read, and nothing was written
     */
    boolean store(LotChange change) {
        Lot next = change.next();
        if (!lots.replace(next)) {
            return false;
        }
        follow(next);
        tell(change.events());
        return true;
    }

    /** Publishes, and counts once it is committed. */
    void tell(List<AuctionEvent> facts) {
        events.publish(facts.toArray());
        metrics.count(facts);
    }

    /**
     * Stores those that nobody else was faster with: whoever was has also said when the lot is due
     * next.
     */
    void storeAll(List<LotChange> changes) {
        changes.stream()
                .filter(LotChange::extended)
                .map(LotChange::next)
                .sorted(Comparator.comparing(lot -> lot.auctionId().value()))
                .forEach(lot -> auctions.endsNotBefore(lot.auctionId(), lot.endsAt()));
        changes.stream()
                .sorted(Comparator.comparing(change -> change.next().lotId().value()))
                .forEach(this::store);
    }

    /** What follows from a state that was just stored. */
    void follow(Lot lot) {
        boolean over = lot.state() == LotState.UNSOLD || lot.state() == LotState.WITHDRAWN;
        if (over && lot.item().capacityBlock() != null) {
            pins.unpin(lot.lotId());
        }
    }
}
