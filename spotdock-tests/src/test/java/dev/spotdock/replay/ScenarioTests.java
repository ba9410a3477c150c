package dev.spotdock.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.spotdock.kernel.resources.Resources;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScenarioTests {

    private static final long FROM = Trace.FROM_SECOND;

    /** 100 equal nodes; 400 tasks of an hour each, GPUs scarce, over 400,000 seconds. */
    private static final Trace TRACE = trace();

    private static Trace trace() {
        List<Trace.Node> nodes = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            nodes.add(new Trace.Node("n" + i, new Resources(32_000, 65_536, 4)));
        }
        List<Trace.Task> tasks = new ArrayList<>();
        for (int i = 0; i <= 400; i++) {
            tasks.add(
                    new Trace.Task("t" + i, new Resources(1000, 1024, 1), FROM + 1000L * i, 3600));
        }
        return new Trace(nodes, tasks);
    }

    @Test
    void arrivalsAreSqueezedUntilTheScarcestResourceIsWantedThatOften() {
        Scenario scenario = Scenario.draw(TRACE, 7, 0.05, 3);
        assertThat(scenario.nodes()).hasSize(5);
        double gpuSeconds = 401 * 3600.0;
        assertThat(gpuSeconds / (scenario.span() / 1000.0) / (5 * 4)).isCloseTo(3, within(1e-4));
        assertThat(scenario.bids().getFirst().arrival()).isZero();
        assertThat(scenario.bids().getLast().arrival()).isEqualTo(scenario.span());
    }

    @Test
    void durationsAreNotSqueezedButCappedAtADay() {
        Trace trace =
                new Trace(
                        TRACE.nodes(),
                        List.of(
                                new Trace.Task("a", new Resources(1, 1, 1), FROM, 100),
                                new Trace.Task("b", new Resources(1, 1, 1), FROM + 9, 90_000)));
        assertThat(Scenario.draw(trace, 1, 1, 3).bids())
                .extracting(bid -> bid.end() - bid.arrival())
                .containsExactly(100_000L, 86_400_000L);
    }

    @Test
    void aBidsPriceDependsOnNothingButTheSeed() {
        List<Long> prices = prices(Scenario.draw(TRACE, 7, 0.05, 3));
        assertThat(prices(Scenario.draw(TRACE, 7, 0.5, 1.5))).isEqualTo(prices);
        assertThat(prices(Scenario.draw(TRACE, 8, 0.05, 3))).isNotEqualTo(prices);
    }

    private static List<Long> prices(Scenario scenario) {
        return scenario.bids().stream().map(Bid::unitPrice).toList();
    }

    @Test
    void pricesAreLogNormalAroundThreeCents() {
        List<Long> sorted = prices(Scenario.draw(TRACE, 7, 1, 3)).stream().sorted().toList();
        assertThat(sorted.get(200)).isBetween(27_000L, 33_000L);
        double log = Math.log(sorted.get((int) (0.8413 * 401)) / (double) sorted.get(200));
        assertThat(log).isCloseTo(0.6, within(0.08));
    }

    @Test
    void prioritiesAreTheRanksOfTheUnitPrices() {
        List<Bid> bids = new ArrayList<>(Scenario.draw(TRACE, 7, 1, 3).bids());
        bids.sort(Bid.DEAREST_FIRST);
        assertThat(bids.getFirst().priority()).isEqualTo(100);
        assertThat(bids.getLast().priority()).isEqualTo(1);
        assertThat(bids).extracting(bid -> -bid.priority()).isSorted();
    }
}
