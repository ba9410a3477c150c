package dev.spotdock.auctions.bid;

import dev.spotdock.kernel.id.BidId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Locks bids for whoever decides on several: by id, as everybody does. */
@Component
public final class BidLocks {

    private final Bids bids;

    BidLocks(Bids bids) {
        this.bids = bids;
    }

    /**
     * Locks a pool's bids until the transaction ends.
     *
     * @param versions of the bids that are thought to wait
     * @param others that are thought to run, or to wait at any version
     */
    public LockedBids lock(String pool, Map<BidId, Long> versions, Collection<BidId> others) {
        Set<UUID> ids = new TreeSet<>();
        versions.keySet().forEach(bid -> ids.add(bid.value()));
        others.forEach(bid -> ids.add(bid.value()));
        List<Bid> locked =
                bids.lockAll(ids).stream().filter(bid -> bid.pool().equals(pool)).toList();
        return new LockedBids(locked, versions);
    }

    /** Writes everything out; the last step of a decision. */
    public void finish() {
        bids.flush();
    }
}
