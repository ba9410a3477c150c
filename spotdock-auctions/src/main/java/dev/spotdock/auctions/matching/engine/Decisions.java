package dev.spotdock.auctions.matching.engine;

import dev.spotdock.auctions.matching.engine.MarketView.Nominated;
import dev.spotdock.kernel.id.AllocationId;
import dev.spotdock.kernel.resources.Resources;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The order of preference for one bid: free capacity, then what has not started, then notices that
 * were given anyway, its own first, then new ones. Decides only; changes nothing.
 */
final class Decisions {

    private record Key(Means means, Resources demand) {}

    private final Ledger ledger;
    private final boolean pricesFall;
    private final Map<Key, VictimSearch> searches = new HashMap<>();

    /**
     * Asks that ledger.
     *
     * @param pricesFall whether it is asked for bids best first only
     */
    Decisions(Ledger ledger, boolean pricesFall) {
        this.ledger = ledger;
        this.pricesFall = pricesFall;
    }

    /**
     * The best place that the bid may have now.
     *
     * @param standing the nomination that it holds; null: none
     * @return null: it has to wait
     */
    @Nullable Decision decide(Newcomer newcomer, @Nullable Nominated standing) {
        NodeLedger node = ledger.bestFit(newcomer.demand());
        if (node != null) {
            return new Decision.Place(node);
        }
        Selection selection = search(Means.DISPLACE, newcomer);
        if (selection != null) {
            return new Decision.Displace(selection);
        }
        selection = kept(newcomer, standing);
        if (selection == null) {
            selection = search(Means.REUSE, newcomer);
        }
        if (selection == null) {
            selection = search(Means.EVICT, newcomer);
        }
        return selection == null ? null : later(selection, newcomer.demand());
    }

    /** At once after all, if only such as have not started must go and nothing else is missing. */
    private Decision later(Selection selection, Resources demand) {
        Instant deadline = selection.deadline(demand, ledger.now);
        return deadline == null
                ? new Decision.Displace(selection)
                : new Decision.Nominate(selection, deadline);
    }

    /** The bid's own nomination, as far as it is still needed and justified. */
    private @Nullable Selection kept(Newcomer newcomer, @Nullable Nominated standing) {
        NodeLedger node = standing == null ? null : ledger.node(standing.node());
        if (standing == null || node == null) {
            return null;
        }
        Set<AllocationId> own = new HashSet<>(standing.victims());
        Selection selection =
                Selection.of(
                        node,
                        Means.REUSE.room(node),
                        newcomer.demand(),
                        c -> Means.REUSE.concerns(c) && own.contains(c.running.allocationId()));
        boolean justified =
                selection != null
                        && selection.isOutbidBy(newcomer)
                        && selection.isWorthIt(newcomer, ledger.rules);
        return justified ? selection : null;
    }

    private @Nullable Selection search(Means means, Newcomer newcomer) {
        if (means != Means.REUSE && newcomer.unitPrice() < ledger.cheapest()) {
            return null;
        }
        Key key = new Key(means, newcomer.demand());
        VictimSearch search = searches.get(key);
        if (search == null) {
            search =
                    pricesFall
                            ? VictimSearch.ofFallingPrices(
                                    means, key.demand(), ledger, newcomer.unitPrice())
                            : VictimSearch.of(means, key.demand(), ledger);
            searches.put(key, search);
        }
        return search.find(newcomer);
    }
}
