package dev.spotdock.auctions.matching.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.auctions.matching.engine.MarketView.Node;
import dev.spotdock.auctions.matching.engine.MarketView.Waiting;
import dev.spotdock.auctions.matching.engine.MatchPlan.Match;
import dev.spotdock.kernel.id.BidId;
import dev.spotdock.kernel.resources.Resources;
import dev.spotdock.kernel.resources.SlotShape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class MatchingEngineTests {

    private static final long FLOOR = 10;

    private static Waiting bid(long id, long sequence, long price, long cpuMillis, long memoryMiB) {
        return new Waiting(
                new BidId(new UUID(0, id)),
                1,
                sequence,
                price,
                new Resources(cpuMillis, memoryMiB, 0));
    }

    private static Node node(String name, long cpuMillis, long memoryMiB) {
        return new Node(name, new Resources(cpuMillis, memoryMiB, 0));
    }

    private static MarketView view(List<Node> nodes, Waiting... waiting) {
        return new MarketView(SlotShape.DEFAULT, FLOOR, nodes, Arrays.asList(waiting), Set.of());
    }

    private static List<String> placed(MatchPlan plan) {
        return plan.matches().stream()
                .map(m -> m.bidId().value().getLeastSignificantBits() + "@" + m.node())
                .toList();
    }

    @Test
    void dearestFirstThenFirstComeFirstServed() {
        MarketView view =
                view(
                        List.of(node("a", 3000, 6144)),
                        bid(1, 9, 20, 1000, 2048),
                        bid(2, 8, 20, 1000, 2048),
                        bid(3, 99, 21, 1000, 2048),
                        bid(4, 10, 20, 1000, 2048));
        assertThat(placed(MatchingEngine.plan(view))).containsExactly("3@a", "2@a", "1@a");
    }

    @Test
    void takesTheNodeThatIsLeftFullestThenTheFirstByName() {
        List<Node> nodes =
                List.of(node("c", 4000, 8192), node("b", 2000, 4096), node("a", 4000, 8192));
        assertThat(placed(MatchingEngine.plan(view(nodes, bid(1, 1, 20, 1500, 2048)))))
                .containsExactly("1@b");
        assertThat(placed(MatchingEngine.plan(view(nodes, bid(1, 1, 20, 3000, 2048)))))
                .containsExactly("1@a");
    }

    @Test
    void whatCountsIsTheScarcerResourceThatIsLeft() {
        List<Node> nodes = List.of(node("memory", 1000, 65536), node("cpu", 3000, 2048));
        assertThat(placed(MatchingEngine.plan(view(nodes, bid(1, 1, 20, 1000, 2048)))))
                .as("2 slots of CPU left are fewer than 31 of memory")
                .containsExactly("1@cpu");
    }

    @Test
    void oneThatDoesNotFitDoesNotBlockThoseBehind() {
        MarketView view =
                view(
                        List.of(node("a", 2000, 4096)),
                        bid(1, 1, 50, 3000, 2048),
                        bid(2, 2, 40, 3000, 2048),
                        bid(3, 3, 30, 2000, 2048),
                        bid(4, 4, 20, 1, 6));
        MatchPlan plan = MatchingEngine.plan(view);
        assertThat(placed(plan)).containsExactly("3@a");
        assertThat(plan.unplaceable())
                .containsExactlyInAnyOrder(new Resources(3000, 2048, 0), new Resources(1, 6, 0));
        assertThat(plan.nodes()).containsExactly(node("a", 0, 2048));
    }

    @Test
    void belowTheFloorNobodyRuns() {
        MarketView view =
                view(
                        List.of(node("a", 9000, 90000)),
                        bid(1, 1, FLOOR - 1, 1000, 2048),
                        bid(2, 2, FLOOR, 1000, 2048));
        assertThat(placed(MatchingEngine.plan(view))).containsExactly("2@a");
    }

    @Test
    void shapesKnownNotToFitAreSkipped() {
        Waiting bid = bid(1, 1, 20, 1000, 2048);
        MarketView known =
                new MarketView(
                        SlotShape.DEFAULT,
                        FLOOR,
                        List.of(node("a", 9000, 90000)),
                        List.of(bid),
                        Set.of(bid.resources()));
        assertThat(MatchingEngine.plan(known).matches()).isEmpty();
    }

    @Test
    void nothingToDoIsAnEmptyPlan() {
        assertThat(MatchingEngine.plan(view(List.of())).matches()).isEmpty();
        assertThat(MatchingEngine.plan(view(List.of(), bid(1, 1, 20, 1, 6))).matches()).isEmpty();
    }

    /** Page by page or at once, in any order: the plan is that of the naive engine. */
    @Test
    void agreesWithTheNaiveEngine() {
        int effort = Integer.getInteger("spotdock.test.effort", 1);
        for (long seed = 0; seed < 2000L * effort; seed++) {
            Random random = new Random(seed);
            List<Node> nodes = new ArrayList<>();
            for (int i = 0; i < random.nextInt(6); i++) {
                nodes.add(node("n" + i, random.nextLong(8) * 500, random.nextLong(8) * 1024));
            }
            List<Waiting> bids = new ArrayList<>();
            for (int i = 0; i < random.nextInt(30); i++) {
                bids.add(
                        bid(
                                i,
                                i,
                                random.nextLong(6) + FLOOR - 1,
                                500 + random.nextLong(5) * 500,
                                512 + random.nextLong(5) * 512));
            }
            List<Match> expected = NaiveMatching.plan(SlotShape.DEFAULT, FLOOR, nodes, bids);
            Collections.shuffle(nodes, random);
            assertThat(pageByPage(nodes, bids, 1 + random.nextInt(9)))
                    .as("seed %d", seed)
                    .isEqualTo(expected);
            Collections.shuffle(bids, random);
            assertThat(pageByPage(nodes, bids, 100)).as("seed %d", seed).isEqualTo(expected);
        }
    }

    private static List<Match> pageByPage(List<Node> nodes, List<Waiting> bids, int size) {
        List<Waiting> sorted = bids.stream().sorted(MatchingEngine.BEST_FIRST).toList();
        List<Match> matches = new ArrayList<>();
        MarketView view = view(nodes);
        for (int from = 0; from < sorted.size(); from += size) {
            List<Waiting> page = sorted.subList(from, Math.min(from + size, sorted.size()));
            MatchPlan plan =
                    MatchingEngine.plan(
                            new MarketView(
                                    view.slot(), FLOOR, view.nodes(), page, view.unplaceable()));
            matches.addAll(plan.matches());
            view = new MarketView(view.slot(), FLOOR, plan.nodes(), List.of(), plan.unplaceable());
        }
        return matches;
    }
}
