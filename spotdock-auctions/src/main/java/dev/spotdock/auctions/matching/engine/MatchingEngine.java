package dev.spotdock.auctions.matching.engine;

import dev.spotdock.auctions.matching.engine.MarketView.Waiting;
import dev.spotdock.kernel.resources.Resources;

/**
 * The market's rules (product, section 4, rules 1 to 7 and 12): the same view gives the same plan.
 *
 * <p>Bids are taken by effective unit price, dearest first, then by sequence. Each gets, in this
 * order: the node that it leaves the fewest milli-slots free on; a node where others have not
 * started yet; what notices already given will free, its own nomination first; the node where new
 * notices do the least harm. One that gets nothing does not block those behind it, but where only
 * time, the budget, or what all its victims pay together stands in its way, nobody whom it outbids
 * by the step takes what it waits for.
 */
public final class MatchingEngine {

    private MatchingEngine() {}

    /** Who runs where, who has to go for it, who waits and why. */
    public static MatchPlan plan(MarketView view) {
        Round round = new Round(view);
        for (Waiting bid : Round.bestFirst(view)) {
            round.next(bid);
        }
        return round.finish();
    }

    /**
     * The lowest price that would run a shape now, as one more bid after all that wait.
     *
     * @param demand at least 1 of some resource
     * @param surchargePercent what its guarantees cost, 0 to 50
     */
    public static Quote quote(MarketView view, Resources demand, int surchargePercent) {
        return new Quoting(view, demand, surchargePercent).quote();
    }
}
