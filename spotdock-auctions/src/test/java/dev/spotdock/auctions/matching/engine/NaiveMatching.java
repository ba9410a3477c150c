package dev.spotdock.auctions.matching.engine;

import dev.spotdock.auctions.matching.engine.MarketView.Node;
import dev.spotdock.auctions.matching.engine.MarketView.Waiting;
import dev.spotdock.auctions.matching.engine.MatchPlan.Match;
import dev.spotdock.kernel.resources.Resources;
import dev.spotdock.kernel.resources.SlotShape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The rules as product.md words them, without any shortcut: again and again the best of all. */
final class NaiveMatching {

    private NaiveMatching() {}

    static List<Match> plan(SlotShape slot, long floor, List<Node> nodes, List<Waiting> bids) {
        List<Node> free = new ArrayList<>(nodes);
        List<Waiting> left = new ArrayList<>(bids);
        List<Match> matches = new ArrayList<>();
        while (!left.isEmpty()) {
            Waiting best = left.getFirst();
            for (Waiting bid : left) {
                boolean dearer = bid.effectiveUnitPrice() > best.effectiveUnitPrice();
                boolean same = bid.effectiveUnitPrice() == best.effectiveUnitPrice();
                if (dearer || (same && bid.sequence() < best.sequence())) {
                    best = bid;
                }
            }
            left.remove(best);
            Resources demand = best.resources();
            Optional<Node> node =
                    free.stream()
                            .filter(n -> demand.fits(n.free()))
                            .min(
                                    Comparator.<Node>comparingLong(
                                                    n -> slot.milliSlots(n.free().minus(demand)))
                                            .thenComparing(Node::name));
            if (best.effectiveUnitPrice() >= floor && node.isPresent()) {
                Node chosen = node.get();
                free.remove(chosen);
                free.add(new Node(chosen.name(), chosen.free().minus(demand)));
                matches.add(new Match(best.bidId(), best.version(), chosen.name()));
            }
        }
        return matches;
    }
}
