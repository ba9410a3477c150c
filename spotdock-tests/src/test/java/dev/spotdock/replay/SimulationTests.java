package dev.spotdock.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.spotdock.kernel.resources.Resources;
import dev.spotdock.replay.Tally.Run;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SimulationTests {

    private static final Comparator<Waiting> ORDER = Waiting.BY_SUBMISSION;

    static Stream<Arguments> everyPolicyAndSomeSeeds() {
        return Policies.all().keySet().stream()
                .flatMap(name ->
                        IntStream.rangeClosed(1, 20)
                                .mapToObj(seed -> Arguments.of(name, (long) seed)));
    }

    @ParameterizedTest
    @MethodSource("everyPolicyAndSomeSeeds")
    void nobodyExceedsANodeOrRunsOutsideItsWindowOrTwice(String name, long seed) {
        Scenario scenario = TinyMarket.random(seed).scenario();
        List<Run> runs = Simulation.run(scenario, TinyMarket.SETTINGS, policy(name)).runs();
        Map<String, Resources> capacities = new HashMap<>();
        scenario.nodes().forEach(node -> capacities.put(node.name(), node.capacity()));
        for (Run run : runs) {
            assertThat(run.from()).isGreaterThanOrEqualTo(run.bid().arrival());
            assertThat(run.to()).isLessThanOrEqualTo(run.bid().end());
            List<Run> meanwhile =
                    runs.stream()
                            .filter(other -> other.from() <= run.from() && other.to() > run.from())
                            .toList();
            Resources used =
                    meanwhile.stream()
                            .filter(other -> other.machine().equals(run.machine()))
                            .map(other -> other.bid().resources())
                            .reduce(Resources.NONE, Resources::plus);
            assertThat(used.fits(Objects.requireNonNull(capacities.get(run.machine())))).isTrue();
            assertThat(meanwhile)
                    .filteredOn(other -> other.bid().equals(run.bid()))
                    .hasSizeBetween(0, 1);
        }
    }

    @ParameterizedTest
    @MethodSource("everyPolicyAndSomeSeeds")
    void nobodyIsEvictedBeforeMinimumRunAndNoticeAreOver(String name, long seed) {
        long least = TinyMarket.SETTINGS.minRun() + TinyMarket.SETTINGS.notice();
        List<Run> runs =
                Simulation.run(
                                TinyMarket.random(seed).scenario(),
                                TinyMarket.SETTINGS,
                                policy(name))
                        .runs();
        assertThat(runs)
                .filteredOn(Run::evicted)
                .allSatisfy(run -> assertThat(run.to() - run.from()).isGreaterThanOrEqualTo(least));
    }

    @ParameterizedTest
    @MethodSource("everyPolicyAndSomeSeeds")
    void theSameAgainGivesTheSameAndNeverMoreThanTheBound(String name, long seed) {
        Outcome outcome = TinyMarket.random(seed).outcome(policy(name));
        assertThat(outcome.share()).isBetween(0.3, 1.0);
        assertThat(TinyMarket.random(seed).outcome(policy(name))).isEqualTo(outcome);
    }

    private static Policy policy(String name) {
        return Objects.requireNonNull(Policies.all().get(name)).get();
    }

    @Test
    void theEvictedRunAgainAndAllThatRanCounts() {
        TinyMarket market =
                new TinyMarket().node("a", 4, 0).bid(100, 4, 0, 3600).bid(300, 4, 1000, 1900);
        Policy greedy = new OneByOne(Waiting.DEAREST_FIRST, new StopCheaper());
        assertThat(market.runs(greedy))
                .containsExactly(
                        "bid 0 on a from 0 to 1030 evicted",
                        "bid 1 on a from 1030 to 1900",
                        "bid 0 on a from 1900 to 3600");
        Outcome outcome = market.outcome(greedy);
        double bound = 100 * 4 * 2700 + 300 * 4 * 900;
        assertThat(outcome.share()).isEqualTo((bound - 30 * 4 * 200) / bound);
        assertThat(outcome.shareWhileArriving()).as("nobody waits before second 1000").isOne();
        assertThat(outcome.starts()).isEqualTo(3);
        assertThat(outcome.evictionsPerStart()).isEqualTo(1 / 3.0);
        assertThat(outcome.lostHours()).isEqualTo(1030 / 3600.0);
        assertThat(outcome.waitP50()).isZero();
        assertThat(outcome.waitP99()).isEqualTo(30);
        assertThat(outcome.neverRan()).isZero();
        assertThat(outcome.utilisation()).containsEntry(Scenario.Resource.CPU, 1.0);
    }

    @Test
    void whoExitsBeforeItsDeadlineIsNotEvicted() {
        TinyMarket market =
                new TinyMarket().node("a", 4, 0).bid(100, 4, 0, 1010).bid(300, 4, 1000, 1900);
        assertThat(market.runs(new OneByOne(Waiting.DEAREST_FIRST, new StopCheaper())))
                .containsExactly("bid 0 on a from 0 to 1010", "bid 1 on a from 1010 to 1900");
    }

    @Test
    void whoNeverRunsWaitsItsWholeWindow() {
        Outcome outcome =
                new TinyMarket().node("a", 1, 0).bid(100, 4, 0, 50).outcome(deciding(market -> {}));
        assertThat(outcome.neverRan()).isEqualTo(1);
        assertThat(outcome.waitP50()).isEqualTo(50);
        assertThat(outcome.share()).isZero();
    }

    @Test
    void aPolicyThatOverbooksIsABug() {
        TinyMarket market = new TinyMarket().node("a", 4, 0).bid(1, 3, 0, 9).bid(1, 3, 0, 9);
        assertThatIllegalStateException()
                .isThrownBy(() ->
                        market.runs(deciding(m -> m.waiting().forEach(w -> m.place(w, first(m))))))
                .withMessageContaining("a has Room[cpuMillis=1000");
    }

    @Test
    void aPolicyThatNoticesTooEarlyIsABug() {
        TinyMarket market = new TinyMarket().node("a", 4, 0).bid(1, 3, 0, 99);
        assertThatIllegalStateException()
                .isThrownBy(() ->
                        market.runs(
                                deciding(m -> {
                                    m.waiting().forEach(w -> m.place(w, first(m)));
                                    m.notice(first(m).running().getFirst());
                                })))
                .withMessageContaining("younger than its minimum run");
    }

    @Test
    void aWithdrawnNoticeEvictsNobody() {
        TinyMarket market = new TinyMarket().node("a", 4, 0).bid(1, 3, 0, 300).bid(1, 1, 70, 80);
        Policy policy =
                deciding(m -> {
                    if (m.now() == 0) {
                        m.waiting().forEach(w -> m.place(w, first(m)));
                    }
                    List<Allocation> running = first(m).running();
                    if (m.now() == 60_000) {
                        m.notice(running.getFirst());
                    }
                    if (m.now() == 70_000) {
                        m.withdraw(running.getFirst());
                    }
                });
        assertThat(market.runs(policy)).containsExactly("bid 0 on a from 0 to 300");
        assertThat(market.outcome(policy).withdrawn()).isEqualTo(1);
    }

    private static Machine first(Market market) {
        return market.machines().iterator().next();
    }

    private static Policy deciding(Consumer<Market> decision) {
        return new Policy() {
            @Override
            public Comparator<Waiting> order() {
                return ORDER;
            }

            @Override
            public void decide(Market market) {
                decision.accept(market);
            }
        };
    }
}
