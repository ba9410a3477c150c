package dev.spotdock.auctions.matching.engine;

import dev.spotdock.kernel.resources.Resources;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds what bids that got no place could wait for.
 *
 * <p>Most outbid nobody, or not enough anywhere: nodes are tried by their cheapest candidate, and
 * of a shape for which nothing was found only nodes that have changed since are tried again.
 */
final class Prospects {

    /**
     * That nothing was found.
     *
     * @param unitPrice at this one and below
     * @param seen how many changes there had been
     */
    private record Nothing(long unitPrice, int seen) {}

    private final Ledger ledger;
    private final Map<Resources, Nothing> nothing = new HashMap<>();
    private final Map<Resources, VictimSearch> ripe = new HashMap<>();

    Prospects(Ledger ledger) {
        this.ledger = ledger;
    }

    /** The best prospect; null: it is outbid everywhere. */
    @Nullable Prospect find(Newcomer newcomer) {
        if (newcomer.unitPrice() < ledger.cheapest()) {
            return null;
        }
        Nothing known = nothing.get(newcomer.demand());
        int changes = ledger.changes().size();
        if (known != null && newcomer.unitPrice() <= known.unitPrice()) {
            Prospect best = search(newcomer, ledger.changes().subList(known.seen(), changes));
            if (best == null) {
                nothing.put(newcomer.demand(), new Nothing(newcomer.unitPrice(), changes));
            }
            return best;
        }
        Prospect best = withBudget(newcomer);
        if (best == null) {
            best = search(newcomer, ledger.cheapestFirst());
        }
        if (best == null) {
            nothing.put(newcomer.demand(), new Nothing(newcomer.unitPrice(), changes));
        }
        return best;
    }

    /** Where only the budget is missing: by rule 5, as if there were enough of it. */
    private @Nullable Prospect withBudget(Newcomer newcomer) {
        VictimSearch search =
                ripe.computeIfAbsent(
                        newcomer.demand(),
                        demand -> VictimSearch.ofAnyBudget(Means.EVICT, demand, ledger));
        Selection selection = search.find(newcomer);
        return selection == null || selection.victims().isEmpty()
                ? null
                : new Prospect(selection, ledger.now, true);
    }

    private @Nullable Prospect search(Newcomer newcomer, List<NodeLedger> nodes) {
        Prospect best = best(newcomer, nodes, true);
        return best == null && ledger.rules.evictionMustGain()
                ? best(newcomer, nodes, false)
                : best;
    }

    /** Best of those that are worth it, or of those that are not. */
    private @Nullable Prospect best(Newcomer newcomer, List<NodeLedger> nodes, boolean worthIt) {
        Prospect best = null;
        for (NodeLedger node : nodes) {
            if (node.cheapest() <= newcomer.unitPrice()
                    && mayBeBest(node, newcomer, best, worthIt)) {
                Prospect prospect = Prospect.on(node, newcomer, ledger);
                if (prospect != null
                        && prospect.worthIt() == worthIt
                        && (best == null || Prospect.BEST_FIRST.compare(prospect, best) < 0)) {
                    best = prospect;
                }
            }
        }
        return best;
    }

    /** Spares most nodes the exact answer. */
    private boolean mayBeBest(
            NodeLedger node, Newcomer newcomer, @Nullable Prospect best, boolean worthIt) {
        if (best != null && !Prospect.isBy(best.at(), node, newcomer)) {
            return false;
        }
        Resources missing = Room.lacking(newcomer.demand(), node.end());
        long least = node.leastPrice(ledger.rules.slot().milliSlots(missing), ledger.rules.slot());
        if (worthIt && ledger.rules.evictionMustGain() && least >= newcomer.pricePerHour()) {
            return false;
        }
        return best == null || best.at().isAfter(ledger.now) || least <= best.selection().price();
    }
}
