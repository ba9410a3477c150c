package dev.spotdock.auctions.matching.engine;

import dev.spotdock.kernel.id.BidId;
import dev.spotdock.kernel.resources.Resources;
import java.util.List;
import java.util.Set;

/**
 * Who should run where.
 *
 * @param matches best bid first
 * @param nodes what is free on each when all matches come true, by name
 * @param unplaceable shapes that fit none of them, so that the next part of the book skips them
 */
public record MatchPlan(
        List<Match> matches, List<MarketView.Node> nodes, Set<Resources> unplaceable) {

    public MatchPlan {
        matches = List.copyOf(matches);
        nodes = List.copyOf(nodes);
        unplaceable = Set.copyOf(unplaceable);
    }

    /** A bid, as it was at that version, and its node. */
    public record Match(BidId bidId, long version, String node) {}
}
