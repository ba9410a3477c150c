package dev.spotdock.auctions.matching.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.kernel.resources.Resources;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The engine against the naive one, on markets in the middle of anything. */
class MatchingOracleTests {

    private static final int EFFORT = Integer.getInteger("spotdock.test.effort", 1);
    private static final long PRICES_TRIED = 60;

    @Test
    void plansAsTheNaiveEngine() {
        for (long seed = 0; seed < 4000L * EFFORT; seed++) {
            MarketView view = RandomMarket.of(seed);
            MatchPlan plan = MatchingEngine.plan(view);
            assertThat(plan).as("seed %d", seed).isEqualTo(NaiveMatching.plan(view));
            assertThat(PlanCheck.problems(view, plan)).as("seed %d", seed).isEmpty();
        }
    }

    @Test
    void quotesTheFirstPriceThatTheNaiveEngineRuns() {
        int possible = 0;
        int impossible = 0;
        for (long seed = 0; seed < 150L * EFFORT; seed++) {
            MarketView view = RandomMarket.of(seed);
            Random random = new Random(seed);
            Resources demand =
                    new Resources(
                            500L * (1 + random.nextInt(8)), 1024L * (1 + random.nextInt(8)), 0);
            Quote quote = MatchingEngine.quote(view, demand, 0);
            Optional<Quote> expected = NaiveQuote.quote(view, demand, PRICES_TRIED);
            if (expected.isPresent()) {
                assertThat(quote).as("seed %d", seed).isEqualTo(expected.get());
            } else {
                assertThat(((Quote.Possible) quote).effectiveUnitPrice())
                        .as("seed %d", seed)
                        .isGreaterThan(PRICES_TRIED);
            }
            possible += quote instanceof Quote.Possible ? 1 : 0;
            impossible += quote instanceof Quote.Impossible ? 1 : 0;
        }
        assertThat(possible).isGreaterThan(10);
        assertThat(impossible).isGreaterThan(10);
    }
}
