package dev.spotdock.auctions.matching.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.auctions.matching.engine.MarketHistory.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Random lives of a market: after every event the engine plans as the naive one does. */
class MatchingHistoryTests {

    private static final int EFFORT = Integer.getInteger("spotdock.test.effort", 1);
    private static final int EVENTS = 60;

    @Test
    void everyPlanOfALivingMarketIsTheNaiveOnesAndKeepsTheRules() {
        for (long seed = 0; seed < 120L * EFFORT; seed++) {
            List<Event> events = events(seed);
            assertThat(shrunk(seed, events, MatchingEngine::plan)).as("seed %d", seed).isEmpty();
        }
    }

    /** That the comparison notices, and reports little. */
    @Test
    void anEngineThatForgetsNominationsIsFoundOut() {
        Function<MarketView, MatchPlan> forgetful =
                view ->
                        MatchingEngine.plan(
                                new MarketView(
                                        view.now(),
                                        view.rules(),
                                        view.nodes(),
                                        view.running(),
                                        view.waiting(),
                                        List.of()));
        String found =
                Stream.iterate(0L, seed -> seed + 1)
                        .limit(100)
                        .map(seed -> shrunk(seed, events(seed), forgetful))
                        .filter(problem -> !problem.isEmpty())
                        .findFirst()
                        .orElse("");
        assertThat(found).contains("Event[").contains("expected");
        assertThat(found.split("Event\\[", -1)).hasSizeLessThan(EVENTS / 2);
    }

    private static List<Event> events(long seed) {
        Random random = new Random(seed);
        return Stream.generate(() -> Event.random(random)).limit(EVENTS).toList();
    }

    /** Nothing, or the problem with as few events as still show one. */
    private static String shrunk(
            long seed, List<Event> events, Function<MarketView, MatchPlan> engine) {
        String problem = MarketHistory.problem(seed, events, engine);
        if (problem == null) {
            return "";
        }
        List<Event> fewest = new ArrayList<>(events);
        for (int size = fewest.size() / 2; size > 0; size = size == 1 ? 0 : size / 2) {
            for (int from = 0; from + size <= fewest.size(); ) {
                List<Event> fewer = new ArrayList<>(fewest);
                fewer.subList(from, from + size).clear();
                String still = MarketHistory.problem(seed, fewer, engine);
                if (still == null) {
                    from += size;
                } else {
                    fewest = fewer;
                    problem = still;
                }
            }
        }
        return "%s\n with %s".formatted(problem, fewest);
    }
}
