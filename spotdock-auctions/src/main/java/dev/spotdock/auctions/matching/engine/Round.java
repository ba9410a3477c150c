package dev.spotdock.auctions.matching.engine;

import dev.spotdock.auctions.ReasonCode;
import dev.spotdock.auctions.matching.engine.Candidate.Stage;
import dev.spotdock.auctions.matching.engine.MarketView.Nominated;
import dev.spotdock.auctions.matching.engine.MarketView.Waiting;
import dev.spotdock.kernel.id.BidId;
import dev.spotdock.kernel.resources.Resources;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** One plan in the making: the bids come one by one, best first. */
final class Round {

    /** Product rule 3. */
    static final Comparator<Waiting> BEST_FIRST =
            Comparator.comparingLong(Waiting::effectiveUnitPrice)
                    .reversed()
                    .thenComparingLong(Waiting::sequence);

    private final Ledger ledger;
    private final Decisions decisions;
    private final Prospects prospects;
    private final Map<BidId, Nominated> standing = new HashMap<>();
    private final Draft draft = new Draft();

    /** Bids that could stop enough work, but may not yet: nobody whom they outbid gets ahead. */
    private final Queue<Newcomer> heldBack = new ArrayDeque<>();

    Round(MarketView view) {
        ledger = new Ledger(view);
        decisions = new Decisions(ledger, true);
        prospects = new Prospects(ledger);
        view.nominations().forEach(nominated -> standing.put(nominated.bidId(), nominated));
    }

    static List<Waiting> bestFirst(MarketView view) {
        return view.waiting().stream().sorted(BEST_FIRST).toList();
    }

    Ledger ledger() {
        return ledger;
    }

    /** What keeps a bid out before any other comes in; null: nothing. */
    @Nullable ReasonCode exclusion(Waiting bid) {
        if (bid.effectiveUnitPrice() < ledger.rules.floorPrice()) {
            return ReasonCode.PRICE_BELOW_FLOOR;
        }
        return ledger.fitsAnEmptyNode(bid.resources()) ? bid.hindrance() : ReasonCode.NO_NODE_FITS;
    }

    /** Finds a place for the next best bid, or why there is none. */
    void next(Waiting bid) {
        ReasonCode exclusion = exclusion(bid);
        if (exclusion != null) {
            draft.waits(bid, exclusion, null);
            return;
        }
        keepPlacesFrom(bid.effectiveUnitPrice());
        Newcomer newcomer = Newcomer.of(bid);
        switch (decisions.decide(newcomer, standing.get(bid.bidId()))) {
            case Decision.Place(NodeLedger node) -> place(bid, node);
            case Decision.Displace(Selection selection) -> {
                makeGo(bid, selection, null);
                place(bid, selection.node());
            }
            case Decision.Nominate(Selection selection, Instant deadline) ->
                    nominate(bid, selection, deadline);
            case null -> holdBack(bid, newcomer);
        }
    }

    private void place(Waiting bid, NodeLedger node) {
        Room taken = Room.NONE.minus(bid.resources());
        ledger.change(node, node.horizon().with(null, taken));
        draft.matches(bid, node);
    }

    /** What has not started goes now, what runs at the deadline. */
    private void makeGo(Waiting bid, Selection selection, @Nullable Instant deadline) {
        NodeLedger node = selection.node();
        for (Candidate victim : selection.victims()) {
            ledger.take(node, victim);
            if (victim.stage == Stage.UNSTARTED) {
                draft.displaces(victim, bid);
            } else if (victim.stage == Stage.NOTICED) {
                ledger.claim(victim);
            } else if (deadline != null) {
                draft.notices(victim, bid, deadline);
            }
        }
        ledger.change(node, selection.gone(deadline));
        ledger.spend(selection.notices());
    }

    private void nominate(Waiting bid, Selection selection, Instant deadline) {
        NodeLedger node = selection.node();
        makeGo(bid, selection, deadline);
        Room taken = Room.NONE.minus(bid.resources());
        ledger.change(node, node.horizon().with(deadline, taken));
        draft.nominates(bid, selection, deadline, standing.get(bid.bidId()));
    }

    private void holdBack(Waiting bid, Newcomer newcomer) {
        Prospect prospect = prospects.find(newcomer);
        if (prospect == null) {
            draft.loses(bid);
            return;
        }
        heldBack.add(newcomer);
        ReasonCode hindrance = prospect.hindrance(ledger.now);
        draft.waits(bid, hindrance, next(prospect, hindrance));
    }

    private @Nullable Instant next(Prospect prospect, ReasonCode hindrance) {
        return switch (hindrance) {
            case MINIMUM_RUN -> prospect.at();
            case EVICTION_BUDGET -> ledger.rules.budget().next();
            default -> null;
        };
    }

    /** What stands in this newcomer's way. */
    MatchPlan.@Nullable Wait hindrance(Waiting bid) {
        Prospect prospect = prospects.find(Newcomer.of(bid));
        if (prospect == null) {
            return null;
        }
        ReasonCode code = prospect.hindrance(ledger.now);
        return new MatchPlan.Wait(bid.bidId(), bid.version(), code, next(prospect, code));
    }

    /** Up to which price the next one that is held back outbids others; negative: there is none. */
    long nextKeepsFrom() {
        Newcomer next = heldBack.peek();
        return next == null ? -1 : ledger.rules.outbidUpTo(next.unitPrice());
    }

    /**
     * From here on bids come that some that are held back outbid by the step: what these wait for
     * is kept from them, or short work would take it for ever.
     */
    void keepPlacesFrom(long unitPrice) {
        while (!heldBack.isEmpty()
                && heldBack.element().unitPrice() >= ledger.rules.toOutbid(unitPrice)) {
            keepPlace(heldBack.remove());
        }
    }

    private void keepPlace(Newcomer newcomer) {
        Prospect prospect = prospects.find(newcomer);
        if (prospect == null) {
            return;
        }
        if (prospect.hindrance(ledger.now) == ReasonCode.EVICTION_BUDGET) {
            ledger.closeBudget();
        }
        NodeLedger node = prospect.selection().node();
        Room freed = Room.NONE;
        for (Candidate victim : prospect.selection().victims()) {
            freed = freed.plus(victim.resources);
            if (victim.stage != Stage.NOTICED) {
                ledger.take(node, victim);
            }
        }
        Resources kept = Room.lacking(newcomer.demand(), freed);
        Horizon horizon = node.horizon();
        ledger.change(node, horizon.with(horizon.from(kept), Room.NONE.minus(kept)));
    }

    MatchPlan finish() {
        return draft.finish(ledger);
    }
}
