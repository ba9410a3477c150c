package dev.spotdock.auctions.bid;

import dev.spotdock.auctions.ReasonCode;
import dev.spotdock.auctions.pool.Pools;
import dev.spotdock.kernel.id.BidId;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Gives notices to locked bids and takes them back; each is kept for good. */
@Component
class Evictions {

    private final Allocations allocations;
    private final BidHistory history;
    private final Pools pools;
    private final JdbcClient jdbc;

    Evictions(Allocations allocations, BidHistory history, Pools pools, JdbcClient jdbc) {
        this.allocations = allocations;
        this.history = history;
        this.pools = pools;
        this.jdbc = jdbc;
    }

    /** Whom a bid makes room for, and what it pays per slot-hour, effectively. */
    record Winner(BidId bidId, long unitPrice) {}

    /**
     * Notices a running bid that may be noticed.
     *
     * @param winner null where nobody outbid it
     */
    void notice(Bid bid, ReasonCode reason, Instant deadline, @Nullable Winner winner, Instant at) {
        Allocation allocation = allocation(bid);
        Eviction notice =
                new Eviction(
                        at,
                        deadline,
                        reason,
                        bid.offered().effectiveUnitPrice(),
                        winner == null ? null : winner.unitPrice());
        bid.notice(notice);
        history.add(bid, allocation, BidFacts.noticed(bid, allocation, notice));
        jdbc.sql(
                        """
                        insert into auctions.eviction_notice (allocation_id, noticed_at, bid_id,
                            pool, reason, deadline, own_unit_price, winning_bid_id,
                            winning_unit_price)
                        values (:allocation, :at, :bid, :pool, :reason, :deadline, :own, :winner,
                            :winning)
                        """)
                .param("allocation", allocation.getId())
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param("bid", bid.getId())
                .param("pool", bid.pool())
                .param("reason", reason.name())
                .param("deadline", deadline.atOffset(ZoneOffset.UTC))
                .param("own", notice.ownUnitPrice())
                .param("winner", winner == null ? null : winner.bidId().value())
                .param("winning", notice.winningUnitPrice())
                .update();
    }

    /** Takes a notice back that is not being carried out yet. */
    void withdraw(Bid bid, Instant at) {
        Allocation allocation = allocation(bid);
        bid.withdrawNotice(at);
        history.add(bid, allocation, BidFacts.withdrawn(bid, allocation));
        jdbc.sql(
                        """
                        update auctions.eviction_notice set withdrawn_at = ?
                        where allocation_id = ? and withdrawn_at is null
                        """)
                .params(at.atOffset(ZoneOffset.UTC), allocation.getId())
                .update();
    }

    /** Stops a matched bid at once: it has not started, and goes back to the book. */
    void displace(Bid bid, Instant at) {
        Allocation allocation = allocation(bid);
        bid.requestStop(ReasonCode.DISPLACED, at);
        history.add(
                bid,
                allocation,
                BidFacts.stopRequested(bid, allocation, pools.rulesFor(bid.pool()).stopTimeout()));
    }

    private Allocation allocation(Bid bid) {
        var id = bid.allocationId();
        if (id == null) {
            throw new IllegalStateException("bid " + bid.bidId() + " has no allocation");
        }
        return allocations.findById(id.value()).orElseThrow();
    }
}
