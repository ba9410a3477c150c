package dev.spotdock.auctions.matching.engine;

import dev.spotdock.auctions.ReasonCode;
import dev.spotdock.kernel.id.AllocationId;
import dev.spotdock.kernel.id.BidId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What should happen now. A match presumes the displacements that name its bid; a nomination the
 * displacements and notices that do.
 *
 * @param matches who runs where, best bid first
 * @param displacements who goes at once, in the order of the bids that they make room for
 * @param notices whose eviction is to be noticed, in the order of the bids that they make room for
 * @param nominations all that stand from now on, best bid first; others have ended
 * @param withdrawals notices that no waiting bid justifies any more, by allocation
 * @param waits every waiting bid that is not matched, best first
 */
public record MatchPlan(
        List<Match> matches,
        List<Displacement> displacements,
        List<EvictionNotice> notices,
        List<Nomination> nominations,
        List<Withdrawal> withdrawals,
        MarketPrice marketPrice,
        List<Wait> waits) {

    public MatchPlan {
        matches = List.copyOf(matches);
        displacements = List.copyOf(displacements);
        notices = List.copyOf(notices);
        nominations = List.copyOf(nominations);
        withdrawals = List.copyOf(withdrawals);
        waits = List.copyOf(waits);
    }

    /** A bid, as it was at that version, and its node. */
    public record Match(BidId bidId, long version, String node) {}

    /**
     * An allocation that has not started, and gives way at once.
     *
     * @param bidId the bid that goes back to the book
     * @param forBid the newcomer
     * @param ownUnitPrice effective, micro-units per slot-hour
     * @param winningUnitPrice the newcomer's
     */
    public record Displacement(
            AllocationId allocationId,
            BidId bidId,
            BidId forBid,
            long ownUnitPrice,
            long winningUnitPrice) {}

    /**
     * A running allocation that is to be evicted.
     *
     * @param deadline the same for all victims of one plan: the latest of theirs
     * @param ownUnitPrice effective, micro-units per slot-hour
     * @param winningUnitPrice the newcomer's
     */
    public record EvictionNotice(
            AllocationId allocationId,
            BidId bidId,
            BidId forBid,
            Instant deadline,
            long ownUnitPrice,
            long winningUnitPrice) {}

    /** How a bid came to its nomination. */
    public enum Origin {
        /** It had this node before, and gives no further notice. */
        KEPT,
        /** It uses what notices that others were given will free. */
        TAKEN_OVER,
        /** It gives notices of its own. */
        NEW
    }

    /**
     * A newcomer for which capacity of one node is kept.
     *
     * @param deadline when the last capacity that it needs should be free; past while victims stop
     * @param victims whose notices it needs, given now or before; empty if others' free enough
     */
    public record Nomination(
            BidId bidId,
            long version,
            String node,
            Instant deadline,
            List<AllocationId> victims,
            Origin origin) {

        public Nomination {
            victims = List.copyOf(victims);
        }

        /** As the next view has it. */
        public MarketView.Nominated standing() {
            return new MarketView.Nominated(bidId, node, deadline, victims);
        }
    }

    /** A notice to be taken back. */
    public record Withdrawal(AllocationId allocationId, BidId bidId) {}

    /**
     * What a slot-hour costs.
     *
     * @param unitPrice micro-units per slot-hour, at least the floor
     * @param setBy the best loser; null: there is none, it is the floor
     */
    public record MarketPrice(long unitPrice, @Nullable BidId setBy) {}

    /**
     * Why a bid waits.
     *
     * @param next when something will change by itself; null if nothing is due
     */
    public record Wait(BidId bidId, long version, ReasonCode code, @Nullable Instant next) {}
}
