package dev.spotdock.auctions.matching.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.auctions.matching.engine.MarketView.Node;
import dev.spotdock.auctions.matching.engine.MarketView.Running;
import dev.spotdock.auctions.matching.engine.MarketView.Waiting;
import dev.spotdock.auctions.reservation.window.NodePins;
import dev.spotdock.auctions.reservation.window.Pin;
import dev.spotdock.kernel.id.AllocationId;
import dev.spotdock.kernel.id.BidId;
import dev.spotdock.kernel.resources.Resources;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Plans around pins, against one that looks at every second. */
class WindowsTests {

    private static final long SEEDS = 2000L * Integer.getInteger("spotdock.test.effort", 1);
    private static final Duration USUAL = Duration.ofSeconds(20);

    private static final List<ToLongFunction<Resources>> KINDS =
            List.of(Resources::cpuMillis, Resources::memoryMiB, Resources::gpus);

    private static Windows pinned(MarketView view, Random random, boolean anyLonger) {
        Map<String, NodePins> pins = new HashMap<>();
        for (Node node : view.nodes()) {
            List<Pin> some = new ArrayList<>();
            for (int i = random.nextInt(4); i > 0; i--) {
                Instant from = view.now().plusSeconds(random.nextInt(60) - 20L);
                some.add(
                        new Pin(
                                new Resources(
                                        500L * random.nextInt(8), 1024L * random.nextInt(8), 0),
                                from,
                                from.plusSeconds(1 + random.nextInt(30))));
            }
            if (!some.isEmpty()) {
                pins.put(node.name(), new NodePins(some, Resources.NONE));
            }
        }
        Map<BidId, Duration> longer = new HashMap<>();
        for (Waiting bid : view.waiting()) {
            if (anyLonger && random.nextInt(3) == 0) {
                longer.put(bid.bidId(), USUAL.plusSeconds(1 + random.nextInt(60)));
            }
        }
        return new Windows(pins, USUAL, longer);
    }

    /** The most that is pinned in any second. */
    private static Resources withheld(Windows windows, String node, Instant now, Duration lead) {
        NodePins pins = windows.pins().get(node);
        long[] most = new long[3];
        for (long second = 0; pins != null && second < lead.toSeconds(); second++) {
            Instant at = now.plusSeconds(second);
            for (int kind = 0; kind < 3; kind++) {
                ToLongFunction<Resources> amount = KINDS.get(kind);
                long sum =
                        pins.pins().stream()
                                .filter(pin -> !at.isBefore(pin.from()) && at.isBefore(pin.to()))
                                .mapToLong(pin -> amount.applyAsLong(pin.resources()))
                                .sum();
                most[kind] = Math.max(most[kind], sum);
            }
        }
        return new Resources(most[0], most[1], (int) most[2]);
    }

    private static MarketView less(Windows windows, MarketView view) {
        List<Node> nodes =
                view.nodes().stream()
                        .map(node -> {
                            Resources kept = withheld(windows, node.name(), view.now(), USUAL);
                            Resources all = node.capacity();
                            Resources left =
                                    new Resources(
                                            Math.max(0, all.cpuMillis() - kept.cpuMillis()),
                                            Math.max(0, all.memoryMiB() - kept.memoryMiB()),
                                            Math.max(0, all.gpus() - kept.gpus()));
                            return new Node(node.name(), left, node.state());
                        })
                        .toList();
        return new MarketView(
                view.now(),
                view.rules(),
                nodes,
                view.running(),
                view.waiting(),
                view.nominations());
    }

    @Test
    void plansAsTheNaiveEngineWithWhatIsNotPinned() {
        for (long seed = 0; seed < SEEDS; seed++) {
            MarketView view = RandomMarket.of(seed);
            Windows windows = pinned(view, new Random(seed), false);
            MatchPlan naive = NaiveMatching.plan(less(windows, view));
            if (!naive.nominations().isEmpty()) {
                continue; // those count their leads from later on
            }
            MatchPlan plan = windows.plan(view, MatchingEngine::plan);
            assertThat(plan.matches()).as("seed %d", seed).isEqualTo(naive.matches());
            assertThat(plan.notices()).as("seed %d", seed).isEqualTo(naive.notices());
            assertThat(plan.nominations()).as("seed %d", seed).isEqualTo(naive.nominations());
            assertThat(plan.marketPrice()).as("seed %d", seed).isEqualTo(naive.marketPrice());
        }
    }

    @Test
    void bothEnginesPlanAlikeAndNobodyIsPlacedWhereOthersWillHaveTheirTime() {
        int together = 0;
        for (long seed = 0; seed < SEEDS; seed++) {
            MarketView view = RandomMarket.of(seed);
            Windows windows = pinned(view, new Random(seed), true);
            MatchPlan plan = windows.plan(view, MatchingEngine::plan);
            assertThat(plan).as("seed %d", seed).isEqualTo(windows.plan(view, NaiveMatching::plan));
            for (MatchPlan.Match match : plan.matches()) {
                Duration lead = windows.longer().getOrDefault(match.bidId(), USUAL);
                assertThat(
                                fits(
                                        view,
                                        plan,
                                        match,
                                        withheld(windows, match.node(), view.now(), lead)))
                        .as("seed %d: %s for %s", seed, match, lead)
                        .isTrue();
                together++;
            }
        }
        assertThat(together).isGreaterThan(500);
    }

    /** Whether all that will be on the match's node fits beside what is kept, if it asks for it. */
    private static boolean fits(
            MarketView view, MatchPlan plan, MatchPlan.Match match, Resources kept) {
        Map<BidId, Resources> demands =
                view.waiting().stream()
                        .collect(Collectors.toMap(Waiting::bidId, Waiting::resources));
        Set<AllocationId> gone =
                plan.displacements().stream()
                        .map(MatchPlan.Displacement::allocationId)
                        .collect(Collectors.toSet());
        Resources there =
                Stream.concat(
                                view.running().stream()
                                        .filter(r -> r.node().equals(match.node()))
                                        .filter(r -> !gone.contains(r.allocationId()))
                                        .map(Running::resources),
                                plan.matches().stream()
                                        .filter(m -> m.node().equals(match.node()))
                                        .map(m -> demands.get(m.bidId())))
                        .reduce(kept, Resources::plus);
        Resources demand = demands.get(match.bidId());
        Resources capacity =
                view.nodes().stream()
                        .filter(node -> node.name().equals(match.node()))
                        .findFirst()
                        .orElseThrow()
                        .capacity();
        return KINDS.stream()
                .allMatch(kind ->
                        kind.applyAsLong(demand) == 0
                                || kind.applyAsLong(there) <= kind.applyAsLong(capacity));
    }
}
