package dev.spotdock.auctions.bid;

import dev.spotdock.kernel.id.BidId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Stores bids that were accepted, with their places in the queue, and tells of them. */
@Component
class NewBids {

    private final Places places;
    private final Bids bids;
    private final BidHistory history;

    NewBids(Places places, Bids bids, BidHistory history) {
        this.places = places;
        this.bids = bids;
        this.history = history;
    }

    /** The stored bids; what comes first in the list is served first. */
    Map<BidId, Bid> store(List<Draft> drafts) {
        Map<BidId, Bid> stored = new HashMap<>();
        if (drafts.isEmpty()) {
            return stored;
        }
        List<Bid.Place> found = places.next(drafts);
        for (int i = 0; i < drafts.size(); i++) {
            Bid bid = bids.save(drafts.get(i).bid(found.get(i)));
            history.add(bid, null, BidFacts.submitted(bid));
            stored.put(bid.bidId(), bid);
        }
        bids.flush();
        return stored;
    }
}
