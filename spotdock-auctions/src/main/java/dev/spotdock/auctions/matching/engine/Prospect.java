package dev.spotdock.auctions.matching.engine;

import dev.spotdock.auctions.ReasonCode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A place that a bid would have if it could stop what it outbids there.
 *
 * @param at when all victims are past their minimum run, at least now
 * @param worthIt whether the newcomer pays more than the victims
 */
record Prospect(Selection selection, Instant at, boolean worthIt) {

    /** One that only time, or the budget, withholds; then the earliest; then as rule 5 compares. */
    static final Comparator<Prospect> BEST_FIRST =
            Comparator.comparing((Prospect p) -> !p.worthIt)
                    .thenComparing(Prospect::at)
                    .thenComparingLong(p -> p.selection.price())
                    .thenComparingInt(p -> p.selection.victims().size())
                    .thenComparingInt(p -> p.selection.node().index);

    /**
     * The earliest on that node.
     *
     * @return null: there is too little that the newcomer outbids, or nobody has to go
     */
    static @Nullable Prospect on(NodeLedger node, Newcomer newcomer, Ledger ledger) {
        Room left = node.end();
        if (left.holds(newcomer.demand())) {
            return null;
        }
        List<Candidate> outbid = new ArrayList<>();
        for (Candidate candidate : node.candidates()) {
            if (!newcomer.outbids(candidate)) {
                break;
            }
            outbid.add(candidate);
            left = left.plus(candidate.resources);
        }
        if (!left.holds(newcomer.demand())) {
            return null;
        }
        Instant at = ripe(outbid, node.end(), newcomer, ledger.now);
        Selection selection =
                Selection.of(
                        node,
                        node.end(),
                        newcomer.demand(),
                        c -> newcomer.outbids(c) && !c.ripeAt.isAfter(at));
        return selection == null
                ? null
                : new Prospect(selection, at, selection.isWorthIt(newcomer, ledger.rules));
    }

    /** Whether enough that the newcomer outbids is past its minimum run by then. */
    static boolean isBy(Instant at, NodeLedger node, Newcomer newcomer) {
        return Selection.last(
                        node,
                        node.end(),
                        newcomer.demand(),
                        c -> newcomer.outbids(c) && !c.ripeAt.isAfter(at))
                != null;
    }

    /** When enough of them are past their minimum run. */
    private static Instant ripe(List<Candidate> outbid, Room end, Newcomer newcomer, Instant now) {
        outbid.sort(Comparator.comparing(candidate -> candidate.ripeAt));
        Room left = end;
        Instant at = now;
        for (Candidate candidate : outbid) {
            if (left.holds(newcomer.demand())) {
                break;
            }
            left = left.plus(candidate.resources);
            at = candidate.ripeAt;
        }
        return at;
    }

    /** What holds the newcomer back. */
    ReasonCode hindrance(Instant now) {
        if (!worthIt) {
            return ReasonCode.WOULD_STOP_DEARER_WORK;
        }
        return at.isAfter(now) ? ReasonCode.MINIMUM_RUN : ReasonCode.EVICTION_BUDGET;
    }
}
