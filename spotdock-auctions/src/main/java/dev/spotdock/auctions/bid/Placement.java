package dev.spotdock.auctions.bid;

import dev.spotdock.auctions.BidStatus;
import dev.spotdock.auctions.pool.AuctionsProperties;
import dev.spotdock.auctions.pool.Pools;
import dev.spotdock.kernel.id.AllocationId;
import dev.spotdock.kernel.id.BidId;
import dev.spotdock.kernel.id.Ids;
import dev.spotdock.kernel.resources.Resources;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Gives waiting bids their allocations, for whoever has found capacity for them: first the bids are
 * locked, then capacity is taken, then they are placed, all in one transaction.
 */
@Component
public final class Placement {

    private final Bids bids;
    private final Allocations allocations;
    private final BidHistory history;
    private final Pools pools;
    private final Ids ids;
    private final Duration startDeadline;

    Placement(
            Bids bids,
            Allocations allocations,
            BidHistory history,
            Pools pools,
            Ids ids,
            AuctionsProperties properties) {
        this.bids = bids;
        this.allocations = allocations;
        this.history = history;
        this.pools = pools;
        this.ids = ids;
        this.startDeadline = properties.startDeadline();
    }

    /**
     * Bids that are locked and wait at the version that was asked for.
     *
     * @see #lock
     */
    public static final class Locked {

        private final Map<BidId, Bid> byId;

        private Locked(List<Bid> bids) {
            this.byId = bids.stream().collect(Collectors.toMap(Bid::bidId, bid -> bid));
        }

        /** Whether the bid is locked and waits. */
        public boolean has(BidId bidId) {
            return byId.containsKey(bidId);
        }

        /** What a locked bid asks for. */
        public Resources resources(BidId bidId) {
            return get(bidId).demand().resources();
        }

        private Bid get(BidId bidId) {
            Bid bid = byId.get(bidId);
            if (bid == null) {
                throw new IllegalArgumentException("bid %s is not locked".formatted(bidId));
            }
            return bid;
        }
    }

    /** Locks those of a pool's bids, by id, that still wait at their version. */
    public Locked lock(String pool, Map<BidId, Long> versions) {
        List<Bid> waiting =
                bids.lockAll(versions.keySet().stream().map(BidId::value).toList()).stream()
                        .filter(bid -> bid.pool().equals(pool))
                        .filter(bid -> bid.status() == BidStatus.SUBMITTED)
                        .filter(bid -> versions.getOrDefault(bid.bidId(), 0L) == bid.version())
                        .toList();
        return new Locked(waiting);
    }

    /**
     * Places a locked bid on a node whose capacity was taken for it, at the rate of now.
     *
     * @return the bid's new version
     */
    public long place(Locked locked, BidId bidId, String node, Instant at) {
        Bid bid = locked.get(bidId);
        Offered offered = bid.offered();
        Instant startBy = at.plus(startDeadline);
        AllocationId allocationId = new AllocationId(ids.next());
        bid.match(allocationId, at, startBy);
        long rate =
                pools.rulesFor(bid.pool())
                        .ratePerHour(
                                offered.maxPricePerHour(),
                                bid.demand().milliSlots(),
                                offered.surchargePercent());
        Allocation allocation = allocations.save(new Allocation(allocationId, bid, node, rate, at));
        history.add(bid, allocation, BidFacts.matched(bid, allocation, startBy));
        return bid.version();
    }

    /** Writes everything out; the last step. */
    public void finish() {
        bids.flush();
    }
}
