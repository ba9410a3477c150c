package dev.spotdock.replay;

import dev.spotdock.auctions.ReasonCode;
import dev.spotdock.auctions.matching.engine.MarketRules;
import dev.spotdock.auctions.matching.engine.MarketView;
import dev.spotdock.auctions.matching.engine.MatchPlan;
import dev.spotdock.auctions.matching.engine.MatchingEngine;
import dev.spotdock.auctions.matching.engine.NoticeBudget;
import dev.spotdock.kernel.id.AllocationId;
import dev.spotdock.kernel.id.BidId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The product's own engine, asked at every instant at which something happened. Keeps between the
 * rounds what the product keeps in its database: nominations and the notices of the last minute.
 */
final class EnginePolicy implements Policy {

    private static final long FLOOR_PRICE = 0;
    private static final long BUDGET_WINDOW = 60_000;
    private static final int BASIS_POINTS_PER_PERCENT = 100;

    private final Map<BidId, Waiting> waiting = new HashMap<>();
    private final Map<AllocationId, Allocation> running = new HashMap<>();
    private final Deque<Long> noticedAt = new ArrayDeque<>();
    private List<MarketView.Nominated> nominations = List.of();
    private long price;

    @Override
    public Comparator<Waiting> order() {
        return Waiting.DEAREST_FIRST;
    }

    @Override
    public long price(Market market) {
        return price;
    }

    @Override
    public void decide(Market market) {
        MatchPlan plan = MatchingEngine.plan(view(market));
        if (!plan.displacements().isEmpty()) {
            throw new IllegalStateException("everything has started: nothing can be displaced");
        }
        for (MatchPlan.Withdrawal withdrawal : plan.withdrawals()) {
            market.withdraw(get(running, withdrawal.allocationId()));
        }
        for (MatchPlan.EvictionNotice notice : plan.notices()) {
            market.notice(
                    get(running, notice.allocationId()), notice.deadline().toEpochMilli());
            noticedAt.addLast(market.now());
        }
        Map<String, Machine> machines = new HashMap<>();
        market.machines().forEach(machine -> machines.put(machine.name(), machine));
        for (MatchPlan.Match match : plan.matches()) {
            market.place(get(waiting, match.bidId()), get(machines, match.node()));
        }
        nominations = plan.nominations().stream().map(MatchPlan.Nomination::standing).toList();
        price = plan.marketPrice().unitPrice();
    }

    private MarketView view(Market market) {
        waiting.clear();
        running.clear();
        List<MarketView.Waiting> bids = new ArrayList<>();
        for (Waiting each : market.waiting()) {
            BidId id = bidId(each.bid);
            waiting.put(id, each);
            bids.add(seen(id, each.bid));
        }
        List<MarketView.Running> allocations = allocations(market.machines(), market.settings());
        return new MarketView(
                Instant.ofEpochMilli(market.now()),
                rules(market, allocations.size()),
                market.machines().stream().map(EnginePolicy::seen).toList(),
                allocations,
                bids,
                nominations.stream().filter(each -> waiting.containsKey(each.bidId())).toList());
    }

    private MarketRules rules(Market market, int runningNow) {
        while (!noticedAt.isEmpty() && noticedAt.element() <= market.now() - BUDGET_WINDOW) {
            noticedAt.remove();
        }
        Long oldest = noticedAt.peek();
        Instant next = oldest == null ? null : Instant.ofEpochMilli(oldest + BUDGET_WINDOW);
        return new MarketRules(
                Scenario.SLOT,
                FLOOR_PRICE,
                market.settings().minimumStep() * BASIS_POINTS_PER_PERCENT,
                market.settings().mustGain(),
                new NoticeBudget(runningNow, noticedAt.size(), next));
    }

    private List<MarketView.Running> allocations(
            Collection<Machine> machines, PoolSettings settings) {
        Duration minRun = Duration.ofMillis(settings.minRun());
        Duration notice = Duration.ofMillis(settings.notice());
        List<MarketView.Running> allocations = new ArrayList<>();
        for (Machine machine : machines) {
            for (Allocation each : machine.running()) {
                Bid bid = each.bid();
                AllocationId id = new AllocationId(new UUID(each.startedAt, bid.sequence()));
                running.put(id, each);
                allocations.add(
                        new MarketView.Running(
                                id,
                                bidId(bid),
                                machine.name(),
                                bid.resources(),
                                bid.unitPrice(),
                                bid.pricePerHour(),
                                Instant.ofEpochMilli(each.startedAt),
                                minRun,
                                notice,
                                false,
                                noticeOf(each)));
            }
        }
        return allocations;
    }

    private static MarketView.@Nullable Notice noticeOf(Allocation allocation) {
        return allocation.isNoticed()
                ? new MarketView.Notice(
                        Instant.ofEpochMilli(allocation.deadline()), ReasonCode.OUTBID)
                : null;
    }

    private static MarketView.Node seen(Machine machine) {
        return new MarketView.Node(
                machine.name(), machine.capacity(), MarketView.NodeState.SCHEDULABLE);
    }

    private static MarketView.Waiting seen(BidId id, Bid bid) {
        return new MarketView.Waiting(
                id,
                0,
                bid.sequence(),
                bid.unitPrice(),
                bid.pricePerHour(),
                bid.resources(),
                null);
    }

    private static BidId bidId(Bid bid) {
        return new BidId(new UUID(0, bid.sequence()));
    }

    private static <K, V> V get(Map<K, V> map, K key) {
        return Objects.requireNonNull(map.get(key));
    }
}
