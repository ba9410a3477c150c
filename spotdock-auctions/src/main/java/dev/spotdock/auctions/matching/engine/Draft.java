package dev.spotdock.auctions.matching.engine;

import dev.spotdock.auctions.ReasonCode;
import dev.spotdock.auctions.matching.engine.MarketView.Nominated;
import dev.spotdock.auctions.matching.engine.MarketView.Waiting;
import dev.spotdock.auctions.matching.engine.MatchPlan.MarketPrice;
import dev.spotdock.kernel.id.AllocationId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A plan as it grows. */
final class Draft {

    /** Price below market or awaiting capacity: known when all losers are. */
    private static final ReasonCode LOST = ReasonCode.PRICE_BELOW_MARKET;

    private record Waiter(Waiting bid, ReasonCode code, @Nullable Instant next) {

        /** Rule 2: time and budget will give it what it outbids, so it sets no price. */
        boolean isLoser() {
            return code == LOST || code == ReasonCode.WOULD_STOP_DEARER_WORK;
        }
    }

    private final List<MatchPlan.Match> matches = new ArrayList<>();
    private final List<MatchPlan.Displacement> displacements = new ArrayList<>();
    private final List<MatchPlan.EvictionNotice> notices = new ArrayList<>();
    private final List<MatchPlan.Nomination> nominations = new ArrayList<>();
    private final List<Waiter> waiters = new ArrayList<>();

    void matches(Waiting bid, NodeLedger node) {
        matches.add(new MatchPlan.Match(bid.bidId(), bid.version(), node.name));
    }

    void displaces(Candidate victim, Waiting bid) {
        displacements.add(
                new MatchPlan.Displacement(
                        victim.running.allocationId(),
                        victim.running.bidId(),
                        bid.bidId(),
                        victim.running.effectiveUnitPrice(),
                        bid.effectiveUnitPrice()));
    }

    void notices(Candidate victim, Waiting bid, Instant deadline) {
        notices.add(
                new MatchPlan.EvictionNotice(
                        victim.running.allocationId(),
                        victim.running.bidId(),
                        bid.bidId(),
                        deadline,
                        victim.running.effectiveUnitPrice(),
                        bid.effectiveUnitPrice()));
    }

    void nominates(Waiting bid, Selection selection, Instant deadline, @Nullable Nominated before) {
        List<AllocationId> victims =
                selection.victims().stream()
                        .filter(victim -> victim.stage != Candidate.Stage.UNSTARTED)
                        .map(victim -> victim.running.allocationId())
                        .toList();
        nominations.add(
                new MatchPlan.Nomination(
                        bid.bidId(),
                        bid.version(),
                        selection.node().name,
                        deadline,
                        victims,
                        origin(selection, before)));
        waits(bid, ReasonCode.AWAITING_EVICTION, deadline);
    }

    private static MatchPlan.Origin origin(Selection selection, @Nullable Nominated before) {
        if (selection.notices() > 0) {
            return MatchPlan.Origin.NEW;
        }
        return before != null && before.node().equals(selection.node().name)
                ? MatchPlan.Origin.KEPT
                : MatchPlan.Origin.TAKEN_OVER;
    }

    void waits(Waiting bid, ReasonCode code, @Nullable Instant next) {
        waiters.add(new Waiter(bid, code, next));
    }

    void loses(Waiting bid) {
        waits(bid, LOST, null);
    }

    MatchPlan finish(Ledger ledger) {
        MarketPrice price = marketPrice(ledger.rules);
        List<MatchPlan.Withdrawal> withdrawals =
                ledger.unclaimed().stream()
                        .sorted(Comparator.comparing(running -> running.allocationId().value()))
                        .map(r -> new MatchPlan.Withdrawal(r.allocationId(), r.bidId()))
                        .toList();
        List<MatchPlan.Wait> waits =
                waiters.stream().map(waiter -> wait(waiter, price.unitPrice())).toList();
        return new MatchPlan(
                matches, displacements, notices, nominations, withdrawals, price, waits);
    }

    /** They come best first: the first loser is the best. */
    private MarketPrice marketPrice(MarketRules rules) {
        return waiters.stream()
                .filter(Waiter::isLoser)
                .findFirst()
                .map(w -> new MarketPrice(w.bid().effectiveUnitPrice(), w.bid().bidId()))
                .orElse(new MarketPrice(rules.floorPrice(), null));
    }

    private static MatchPlan.Wait wait(Waiter waiter, long marketPrice) {
        Waiting bid = waiter.bid();
        boolean atMarket = waiter.code() == LOST && bid.effectiveUnitPrice() >= marketPrice;
        return new MatchPlan.Wait(
                bid.bidId(),
                bid.version(),
                atMarket ? ReasonCode.AWAITING_CAPACITY : waiter.code(),
                waiter.next());
    }
}
