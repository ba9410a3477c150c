package dev.spotdock.auctions.matching.engine;

import dev.spotdock.kernel.id.BidId;
import dev.spotdock.kernel.resources.Resources;
import dev.spotdock.kernel.resources.SlotShape;
import java.util.List;
import java.util.Set;

/**
 * What the engine sees of one pool.
 *
 * @param floorPrice micro-units per slot-hour: cheaper bids do not run
 * @param nodes with what is free on each, any order, names unique
 * @param waiting any order; may be a part of the book if no better bid was left out
 * @param unplaceable shapes known to fit none of these nodes
 */
public record MarketView(
        SlotShape slot,
        long floorPrice,
        List<Node> nodes,
        List<Waiting> waiting,
        Set<Resources> unplaceable) {

    public MarketView {
        nodes = List.copyOf(nodes);
        waiting = List.copyOf(waiting);
        unplaceable = Set.copyOf(unplaceable);
    }

    /** A schedulable node. */
    public record Node(String name, Resources free) {}

    /**
     * A waiting bid.
     *
     * @param version of the bid that this describes
     * @param sequence unique; the smaller, the earlier
     * @param effectiveUnitPrice micro-units per slot-hour
     */
    public record Waiting(
            BidId bidId,
            long version,
            long sequence,
            long effectiveUnitPrice,
            Resources resources) {}
}
