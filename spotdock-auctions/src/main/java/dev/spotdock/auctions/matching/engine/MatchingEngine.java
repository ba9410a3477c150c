package dev.spotdock.auctions.matching.engine;

import dev.spotdock.auctions.matching.engine.MarketView.Node;
import dev.spotdock.auctions.matching.engine.MarketView.Waiting;
import dev.spotdock.kernel.resources.Resources;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Fills free capacity with waiting bids.
 *
 * <p>Bids are taken by effective unit price, dearest first, then by sequence. Each goes to the node
 * that it leaves the fewest milli-slots free on, then the first by name. One that fits nowhere does
 * not block those behind it. Bids below the floor are passed over. The same view gives the same
 * plan.
 */
public final class MatchingEngine {

    static final Comparator<Waiting> BEST_FIRST =
            Comparator.comparingLong(Waiting::effectiveUnitPrice)
                    .reversed()
                    .thenComparingLong(Waiting::sequence);

    private MatchingEngine() {}

    /** Plans; cost O(waiting * nodes) at most, and one look-up for a shape that did not fit. */
    public static MatchPlan plan(MarketView view) {
        Map<String, Resources> free = new TreeMap<>();
        view.nodes().forEach(node -> free.put(node.name(), node.free()));
        Set<Resources> unplaceable = new HashSet<>(view.unplaceable());
        List<MatchPlan.Match> matches = new ArrayList<>();
        for (Waiting bid : view.waiting().stream().sorted(BEST_FIRST).toList()) {
            if (bid.effectiveUnitPrice() < view.floorPrice()) {
                break;
            }
            if (unplaceable.contains(bid.resources())) {
                continue;
            }
            Optional<String> node = bestFit(view, free, bid.resources());
            if (node.isEmpty()) {
                unplaceable.add(bid.resources());
                continue;
            }
            free.computeIfPresent(node.get(), (_, before) -> before.minus(bid.resources()));
            matches.add(new MatchPlan.Match(bid.bidId(), bid.version(), node.get()));
        }
        List<Node> left = new ArrayList<>();
        free.forEach((name, resources) -> left.add(new Node(name, resources)));
        return new MatchPlan(matches, left, unplaceable);
    }

    /** Nodes come by name: of equals, the first stays. */
    private static Optional<String> bestFit(
            MarketView view, Map<String, Resources> free, Resources demand) {
        String best = "";
        long fewest = Long.MAX_VALUE;
        for (Map.Entry<String, Resources> node : free.entrySet()) {
            if (demand.fits(node.getValue())) {
                long left = view.slot().milliSlots(node.getValue().minus(demand));
                if (left < fewest) {
                    fewest = left;
                    best = node.getKey();
                }
            }
        }
        return fewest == Long.MAX_VALUE ? Optional.empty() : Optional.of(best);
    }
}
