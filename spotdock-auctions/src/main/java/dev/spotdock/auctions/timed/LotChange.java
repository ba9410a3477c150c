package dev.spotdock.auctions.timed;

import dev.spotdock.auctions.AuctionEvent;
import java.util.List;

/**
 * A lot's next version, and what others are told of it.
 *
 * @param extended whether it ends later than was known, and so may its auction
 */
record LotChange(Lot next, List<AuctionEvent> events, boolean extended) {

    LotChange {
        events = List.copyOf(events);
    }

    static LotChange quiet(Lot next) {
        return new LotChange(next, List.of(), false);
    }

    static LotChange told(Lot next, AuctionEvent... events) {
        return new LotChange(next, List.of(events), false);
    }
}
