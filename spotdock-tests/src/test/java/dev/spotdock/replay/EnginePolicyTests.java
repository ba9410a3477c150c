package dev.spotdock.replay;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The adapter: what the engine plans is carried out. Notice 30 s, minimum run 60 s, step 5 %. */
class EnginePolicyTests {

    @Test
    void whoOutbidsByTheStepEvictsAfterTheNotice() {
        TinyMarket market =
                new TinyMarket().node("a", 4, 0).bid(100, 4, 0, 1000).bid(105, 4, 100, 500);
        assertThat(market.runs(new EnginePolicy()))
                .containsExactly(
                        "bid 0 on a from 0 to 130 evicted",
                        "bid 1 on a from 130 to 500",
                        "bid 0 on a from 500 to 1000");
    }

    @Test
    void whoDoesNotStopsNobody() {
        TinyMarket market =
                new TinyMarket().node("a", 4, 0).bid(100, 4, 0, 1000).bid(104, 4, 100, 500);
        assertThat(market.runs(new EnginePolicy())).containsExactly("bid 0 on a from 0 to 1000");
    }

    @Test
    void theMinimumRunEndsWithoutAnythingElseHappening() {
        TinyMarket market =
                new TinyMarket().node("a", 4, 0).bid(100, 4, 0, 1000).bid(200, 4, 7, 500);
        assertThat(market.runs(new EnginePolicy()).getFirst())
                .isEqualTo("bid 0 on a from 0 to 90 evicted");
    }

    @Test
    void aNominationStandsFromRoundToRound() {
        TinyMarket market =
                new TinyMarket()
                        .node("a", 4, 0)
                        .bid(100, 3, 0, 1000)
                        .bid(200, 4, 100, 500)
                        .bid(50, 1, 110, 200);
        assertThat(market.runs(new EnginePolicy()))
                .as("what is free is kept, and the notice is not given anew at 110")
                .startsWith("bid 0 on a from 0 to 130 evicted", "bid 1 on a from 130 to 500");
    }

    @Test
    void aNoticeThatNobodyNeedsAnyMoreIsWithdrawn() {
        TinyMarket market =
                new TinyMarket().node("a", 4, 0).bid(100, 4, 0, 1000).bid(200, 4, 100, 120);
        assertThat(market.runs(new EnginePolicy())).containsExactly("bid 0 on a from 0 to 1000");
        assertThat(market.outcome(new EnginePolicy()).withdrawn()).isEqualTo(1);
    }
}
