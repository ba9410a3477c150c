package dev.spotdock.auctions.matching.engine;

import dev.spotdock.auctions.ReasonCode;
import dev.spotdock.kernel.id.AllocationId;
import dev.spotdock.kernel.id.BidId;
import dev.spotdock.kernel.resources.Resources;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the engine sees of one pool.
 *
 * @param now when this is decided
 * @param nodes any order, names unique
 * @param running all allocations that take capacity, any order; one on a node that is not listed
 *     does not count
 * @param waiting any order, sequences unique; may be a part of the book if no better bid was left
 *     out, but has every bid that holds a nomination
 * @param nominations standing from earlier plans, at most one for each bid
 */
public record MarketView(
        Instant now,
        MarketRules rules,
        List<Node> nodes,
        List<Running> running,
        List<Waiting> waiting,
        List<Nominated> nominations) {

    public MarketView {
        nodes = List.copyOf(nodes);
        running = List.copyOf(running);
        waiting = List.copyOf(waiting);
        nominations = List.copyOf(nominations);
    }

    /** Whether a node takes new work. */
    public enum NodeState {
        SCHEDULABLE,
        CORDONED,
        DRAINING
    }

    /**
     * A node.
     *
     * @param capacity for everything that runs on it; may have shrunk below what does
     */
    public record Node(String name, Resources capacity, NodeState state) {}

    /**
     * A notice that was given.
     *
     * @param deadline when it is carried out
     * @param cause {@code OUTBID}: for a newcomer; only such a notice is used for another newcomer
     *     or withdrawn, and only before its deadline
     */
    public record Notice(Instant deadline, ReasonCode cause) {}

    /**
     * An allocation, matched or running.
     *
     * @param effectiveUnitPrice micro-units per slot-hour, below 2^53
     * @param pricePerHour the maximum for the whole container, micro-units
     * @param startedAt null: matched only, so it may be displaced at once
     * @param minRun after its start, no notice is given
     * @param notice between a notice and its deadline
     * @param pinned reserved capacity: never a victim
     * @param noticed the notice that it has; null: none
     */
    public record Running(
            AllocationId allocationId,
            BidId bidId,
            String node,
            Resources resources,
            long effectiveUnitPrice,
            long pricePerHour,
            @Nullable Instant startedAt,
            Duration minRun,
            Duration notice,
            boolean pinned,
            @Nullable Notice noticed) {}

    /**
     * A waiting bid.
     *
     * @param version of the bid that this describes
     * @param sequence unique; the smaller, the earlier
     * @param effectiveUnitPrice micro-units per slot-hour, below 2^53
     * @param pricePerHour the maximum for the whole container, micro-units
     * @param hindrance {@code INSUFFICIENT_FUNDS} or {@code QUOTA}; null: funded and within quota
     */
    public record Waiting(
            BidId bidId,
            long version,
            long sequence,
            long effectiveUnitPrice,
            long pricePerHour,
            Resources resources,
            @Nullable ReasonCode hindrance) {}

    /**
     * A newcomer that waits for capacity of one node until a deadline.
     *
     * @param victims whose notices were given, or taken over, for it; some may have ended
     */
    public record Nominated(
            BidId bidId, String node, Instant deadline, List<AllocationId> victims) {

        public Nominated {
            victims = List.copyOf(victims);
        }
    }
}
