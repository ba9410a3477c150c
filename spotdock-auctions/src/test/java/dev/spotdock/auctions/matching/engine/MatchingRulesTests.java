package dev.spotdock.auctions.matching.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.auctions.ReasonCode;
import dev.spotdock.auctions.matching.engine.MarketView.NodeState;
import dev.spotdock.kernel.resources.Resources;
import org.junit.jupiter.api.Test;

/** Rules 2 and 3 of product.md, section 4, and where free capacity goes. */
class MatchingRulesTests {

    private final Scene market = new Scene();

    @Test
    void nothingToDoIsAnEmptyPlan() {
        assertThat(market.happens()).isEmpty();
        assertThat(market.bids("a", 1, 20).reason("a")).isEqualTo("no-node-fits");
    }

    @Test
    void dearestFirstThenFirstComeFirstServed() {
        market.node("n", 3).bids("c", 1, 20).bids("b", 1, 20).bids("a", 1, 21).bids("d", 1, 20);
        assertThat(market.happens()).containsExactly("a on n", "c on n", "b on n");
    }

    @Test
    void takesTheNodeThatIsLeftFullestThenTheFirstByName() {
        market.node("c", 4).node("b", 2).node("a", 4);
        market.bids("small", 1, 20).bids("big", 3, 19);
        assertThat(market.happens()).containsExactly("small on b", "big on a");
    }

    @Test
    void whatCountsIsTheScarcerResourceThatIsLeft() {
        market.node("memory", new Resources(1000, 65536, 0), NodeState.SCHEDULABLE);
        market.node("cpu", new Resources(3000, 2048, 0), NodeState.SCHEDULABLE);
        assertThat(market.bids("a", 1, 20).happens()).containsExactly("a on cpu");
    }

    @Test
    void whatIsLeftOfTheOtherResourceCountsToo() {
        market.node("cpu", new Resources(4000, 4 * 2048, 0), NodeState.SCHEDULABLE);
        market.node("memory", new Resources(2000, 5 * 2048, 0), NodeState.SCHEDULABLE);
        market.bids("a", new Resources(1000, 3 * 2048, 0), 20, null);
        assertThat(market.happens()).as("2 slots are left, not 3").containsExactly("a on memory");
    }

    @Test
    void ofTwoThatAreLeftEquallyFullTheFirstByName() {
        market.node("b", new Resources(4000, 4 * 2048, 0), NodeState.SCHEDULABLE);
        market.node("a", new Resources(1000, 6 * 2048, 0), NodeState.SCHEDULABLE);
        market.bids("one", new Resources(1000, 3 * 2048, 0), 20, null);
        assertThat(market.happens()).containsExactly("one on a");
    }

    @Test
    void aNodeThatTakesNoWorkGetsNone() {
        market.node("a", Scene.slots(2), NodeState.CORDONED);
        market.node("b", Scene.slots(2), NodeState.DRAINING);
        market.bids("one", 1, 20);
        assertThat(market.happens()).isEmpty();
        assertThat(market.reason("one")).isEqualTo("no-node-fits");
    }

    @Test
    void aNodeThatShrankTakesNothingMore() {
        market.node("n", 2).runs("r", "n", 3, 50).bids("a", 1, 20);
        assertThat(market.happens()).isEmpty();
        assertThat(market.reason("a")).isEqualTo("awaiting-capacity");
    }

    @Test
    void belowTheFloorNobodyRuns() {
        market.node("n", 9).bids("low", 1, 9).bids("high", 1, 10);
        assertThat(market.happens()).containsExactly("high on n");
        assertThat(market.reason("low")).isEqualTo("price-below-floor");
    }

    @Test
    void whoIsNotFundedOrBeyondTheQuotaDoesNotRun() {
        market.node("n", 9);
        market.bids("poor", Scene.slots(1), 20, ReasonCode.INSUFFICIENT_FUNDS);
        market.bids("much", Scene.slots(1), 20, ReasonCode.QUOTA);
        assertThat(market.happens()).isEmpty();
        assertThat(market.reason("poor")).isEqualTo("insufficient-funds");
        assertThat(market.reason("much")).isEqualTo("quota");
    }

    @Test
    void theBestLoserSetsThePrice() {
        market.node("n", 2).runs("r", "n", 2, 50);
        market.bids("first", 1, 40).bids("second", 2, 41).bids("third", 2, 41);
        assertThat(market.marketPrice()).isEqualTo("41 by second");
        assertThat(market.reason("third")).isEqualTo("awaiting-capacity");
        assertThat(market.reason("first")).isEqualTo("price-below-market");
    }

    @Test
    void withoutALoserThePriceIsTheFloor() {
        market.node("n", 2).bids("a", 2, 40).bids("below", 1, 9).bids("large", 3, 50);
        market.bids("poor", Scene.slots(1), 60, ReasonCode.INSUFFICIENT_FUNDS);
        market.bids("much", Scene.slots(1), 60, ReasonCode.QUOTA);
        assertThat(market.marketPrice()).isEqualTo("10 by nobody");
    }

    @Test
    void whoIsNominatedSetsNoPrice() {
        market.node("n", 2).runs("r", "n", 2, 20).bids("a", 2, 40);
        assertThat(market.reason("a")).isEqualTo("awaiting-eviction 30 s");
        assertThat(market.marketPrice()).isEqualTo("10 by nobody");
    }

    @Test
    void whoOnlyWaitsForAMinimumRunSetsNoPrice() {
        market.node("n", 2).runs("r", "n", 2, 20).startedAgo("r", 50).bids("a", 2, 40);
        assertThat(market.reason("a")).isEqualTo("minimum-run 10 s");
        assertThat(market.marketPrice()).isEqualTo("10 by nobody");
    }

    @Test
    void whoOnlyWaitsForTheBudgetSetsNoPrice() {
        market.node("n", 2).runs("r", "n", 2, 20).budget(8, 10).bids("a", 2, 40);
        assertThat(market.reason("a")).isEqualTo("eviction-budget 40 s");
        assertThat(market.marketPrice()).isEqualTo("10 by nobody");
    }

    @Test
    void whoWouldStopDearerWorkIsALoser() {
        market.node("n", 2).runs("r", "n", 2, 30).bids("a", 1, 40);
        assertThat(market.reason("a")).isEqualTo("would-stop-dearer-work");
        assertThat(market.marketPrice()).isEqualTo("40 by a");
    }

    @Test
    void oneThatDoesNotFitDoesNotBlockThoseBehind() {
        market.node("n", 2).runs("r", "n", 1, 50);
        market.bids("large", 3, 50).bids("two", 2, 40).bids("one", 1, 12);
        assertThat(market.happens()).containsExactly("one on n");
    }

    /** Or short work, each under its minimum run, could have the capacity for ever. */
    @Test
    void whatABidWaitsForIsKeptFromWhomItOutbids() {
        market.node("n", 2).runs("r", "n", 1, 20).startedAgo("r", 10);
        market.bids("two", 2, 40).bids("cheap", 1, 38);
        assertThat(market.happens()).isEmpty();
        assertThat(market.reason("two")).isEqualTo("minimum-run 50 s");
    }

    @Test
    void whomItDoesNotOutbidByTheStepGetsIt() {
        market.node("n", 2).runs("r", "n", 1, 20).startedAgo("r", 10);
        market.bids("two", 2, 40).bids("near", 1, 39);
        assertThat(market.happens()).containsExactly("near on n");
    }

    @Test
    void onlyOneNodeIsKept() {
        market.node("n", 2).runs("r", "n", 1, 20).startedAgo("r", 10);
        market.node("m", 1).bids("two", 2, 40).bids("cheap", 1, 20);
        assertThat(market.happens()).containsExactly("cheap on m");
    }

    /** The victims that it waits for are not stopped for somebody whom it outbids. */
    @Test
    void theVictimsItWaitsForAreKeptToo() {
        market.node("n", 2).runs("old", "n", 1, 20).runs("young", "n", 1, 20);
        market.startedAgo("young", 30).bids("two", 2, 40).bids("cheap", 1, 30);
        assertThat(market.happens()).isEmpty();
        assertThat(market.reason("cheap")).isEqualTo("awaiting-capacity");
    }

    @Test
    void theBudgetIsKeptForOneThatWaitsForIt() {
        market.node("n", 3).runs("a", "n", 1, 20).runs("b", "n", 1, 20).runs("c", "n", 1, 20);
        market.node("m", 1).runs("d", "m", 1, 20).budget(8, 9);
        market.bids("large", 3, 40).bids("small", 1, 30);
        assertThat(market.happens()).isEmpty();
        assertThat(market.reason("small")).isEqualTo("eviction-budget 40 s");
        assertThat(market.reason("large")).isEqualTo("eviction-budget 40 s");
    }
}
