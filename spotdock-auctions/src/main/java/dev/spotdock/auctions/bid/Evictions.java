package dev.spotdock.auctions.bid;

import dev.spotdock.auctions.ReasonCode;
import dev.spotdock.kernel.id.BidId;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Gives notices to locked bids and takes them back; each is kept for good. */
@Component
public final class Evictions {

    private final Allocations allocations;
    private final BidHistory history;
    private final JdbcClient jdbc;

    Evictions(Allocations allocations, BidHistory history, JdbcClient jdbc) {
        this.allocations = allocations;
        this.history = history;
        this.jdbc = jdbc;
    }

    /** Whom a bid makes room for, and what it pays per slot-hour, effectively. */
    public record Winner(BidId bidId, long unitPrice) {}

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
        record(bid, reason, deadline, winner, at);
    }

    /** Notices a running bid, for one that outbids it. */
    public void outbid(
            LockedBids locked, BidId victim, Instant deadline, Winner winner, Instant at) {
        notice(locked.get(victim), ReasonCode.OUTBID, deadline, winner, at);
    }

    /** Stops a bid that has not started, for one that outbids it. */
    public void displace(LockedBids locked, BidId victim, Winner winner, Instant at) {
        Bid bid = locked.get(victim);
        record(bid, ReasonCode.DISPLACED, at, winner, at);
        displace(bid, at);
    }

    /** Takes back the notice of a bid that may be spared. */
    public void spare(LockedBids locked, BidId victim, Instant at) {
        Bid bid = locked.get(victim);
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

    /** Tells a waiting bid that capacity is being freed for it. */
    public void nominate(LockedBids locked, BidId newcomer, Instant deadline, Instant at) {
        locked.get(newcomer).nominate(deadline, at);
    }

    /** Lets a bid, if it still waits, wait like all others again. */
    public void endNomination(LockedBids locked, BidId newcomer, Duration nominated, Instant at) {
        Bid bid = locked.get(newcomer);
        if (bid.isWaiting()) {
            bid.endNomination(nominated, at);
        }
    }

    /** Stops a matched bid at once: it has not started, and goes back to the book. */
    void displace(Bid bid, Instant at) {
        bid.requestStop(ReasonCode.DISPLACED, at);
        history.addStop(bid, allocation(bid));
    }

    private void record(
            Bid bid, ReasonCode reason, Instant deadline, @Nullable Winner winner, Instant at) {
        jdbc.sql(
                        """
                        insert into auctions.eviction_notice (allocation_id, noticed_at, bid_id,
                            pool, reason, deadline, own_unit_price, winning_bid_id,
                            winning_unit_price)
                        values (:allocation, :at, :bid, :pool, :reason, :deadline, :own, :winner,
                            :winning)
                        """)
                .param("allocation", allocation(bid).getId())
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param("bid", bid.getId())
                .param("pool", bid.pool())
                .param("reason", reason.name())
                .param("deadline", deadline.atOffset(ZoneOffset.UTC))
                .param("own", bid.offered().effectiveUnitPrice())
                .param("winner", winner == null ? null : winner.bidId().value())
                .param("winning", winner == null ? null : winner.unitPrice())
                .update();
    }

    private Allocation allocation(Bid bid) {
        return allocations.latestOf(bid).orElseThrow();
    }
}
