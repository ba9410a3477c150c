package dev.spotdock.auctions.bid;

import dev.spotdock.auctions.pool.AuctionsProperties;
import dev.spotdock.auctions.pool.Pools;
import dev.spotdock.kernel.id.AllocationId;
import dev.spotdock.kernel.id.BidId;
import dev.spotdock.kernel.id.Ids;
import java.time.Duration;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** Gives locked, waiting bids their allocations, for whoever has taken capacity for them. */
@Component
public final class Placement {

    private final Allocations allocations;
    private final BidHistory history;
    private final Pools pools;
    private final Ids ids;
    private final Duration startDeadline;

    Placement(
            Allocations allocations,
            BidHistory history,
            Pools pools,
            Ids ids,
            AuctionsProperties properties) {
        this.allocations = allocations;
        this.history = history;
        this.pools = pools;
        this.ids = ids;
        this.startDeadline = properties.startDeadline();
    }

    /**
     * Places a locked bid on a node whose capacity was taken for it, at the rate of now.
     *
     * @param marketPrice micro-units per slot-hour
     * @return the bid's new version
     */
    public long place(LockedBids locked, BidId bidId, String node, long marketPrice, Instant at) {
        return place(locked.get(bidId), node, marketPrice, at);
    }

    long place(Bid bid, String node, long marketPrice, Instant at) {
        Offered offered = bid.offered();
        Instant startBy = at.plus(startDeadline);
        AllocationId allocationId = new AllocationId(ids.next());
        bid.match(allocationId, at, startBy);
        long rate =
                pools.rulesFor(bid.pool())
                        .ratePerHour(
                                marketPrice,
                                offered.maxPricePerHour(),
                                bid.demand().milliSlots(),
                                offered.surchargePercent());
        Allocation allocation = allocations.save(new Allocation(allocationId, bid, node, rate, at));
        history.add(bid, allocation, BidFacts.matched(bid, allocation, startBy));
        return bid.version();
    }
}
