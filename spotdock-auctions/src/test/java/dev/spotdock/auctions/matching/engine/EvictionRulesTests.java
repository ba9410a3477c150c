package dev.spotdock.auctions.matching.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.auctions.ReasonCode;
import dev.spotdock.auctions.matching.engine.MarketView.NodeState;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Rules 4, 5, 6, 7 and 14 of product.md, section 4. */
class EvictionRulesTests {

    private final Scene market = new Scene();

    @Test
    void tiesKeepTheRunningWorkload() {
        market.node("n", 1).runs("r", "n", 1, 20).bids("a", 1, 20);
        assertThat(market.happens()).isEmpty();
    }

    @Test
    void fivePercentMoreEvictsAndALittleLessDoesNot() {
        market.node("n", 1).runs("r", "n", 1, 3_000_000).bids("a", 1, 3_149_999);
        assertThat(market.happens()).isEmpty();
        market.bids("a", 1, 3_150_000);
        assertThat(market.happens()).containsExactly("a evicts r in 30 s", "a on n in 30 s, NEW");
    }

    @Test
    void theStepIsRoundedUp() {
        market.node("n", 1).runs("r", "n", 1, 21).bids("a", 1, 22);
        assertThat(market.happens()).as("5 %% of 21 are 1.05").isEmpty();
    }

    @Test
    void withoutAStepItMustStillBeMore() {
        market.step(0).anyGain().node("n", 1).runs("r", "n", 1, 20).bids("a", 1, 20);
        assertThat(market.happens()).isEmpty();
        assertThat(market.bids("a", 1, 21).happens()).contains("a evicts r in 30 s");
    }

    @Test
    void theNewcomerMustPayMoreThanAllItsVictims() {
        market.node("n", 2).runs("r", "n", 2, 20).bids("a", 1, 40);
        assertThat(market.happens()).as("40 is not more than 2 x 20").isEmpty();
        market.bids("a", 1, 41);
        assertThat(market.happens()).contains("a evicts r in 30 s");
    }

    @Test
    void unlessThePoolDoesNotAskForIt() {
        market.anyGain().node("n", 2).runs("r", "n", 2, 20).bids("a", 1, 30);
        assertThat(market.happens()).contains("a evicts r in 30 s");
    }

    @Test
    void whatIsFreeIsTakenBeforeAnybodyMustGo() {
        market.node("a", 1).runs("r", "a", 1, 20).node("b", 5).bids("new", 1, 40);
        assertThat(market.happens()).containsExactly("new on b");
    }

    @Test
    void theCheapestGoesFirst() {
        market.node("n", 2).runs("dear", "n", 1, 30).runs("cheap", "n", 1, 20);
        market.startedAgo("dear", 100).bids("a", 1, 40);
        assertThat(market.happens()).contains("a evicts cheap in 30 s").hasSize(2);
    }

    @Test
    void ofEquallyCheapOnesTheMostRecentlyStartedGoes() {
        market.node("n", 3).runs("x", "n", 1, 20).runs("y", "n", 1, 20).runs("z", "n", 1, 20);
        market.startedAgo("y", 100).bids("a", 1, 40);
        assertThat(market.happens()).contains("a evicts y in 30 s").hasSize(2);
    }

    @Test
    void whoTurnsOutNotToBeNeededIsPutBack() {
        market.node("n", 5).runs("one", "n", 1, 20).runs("four", "n", 4, 21).bids("a", 4, 40);
        assertThat(market.happens()).contains("a evicts four in 30 s").hasSize(2);
    }

    @Test
    void theLastTakenIsPutBackFirst() {
        market.node("n", 4).runs("a", "n", 1, 20).runs("b", "n", 1, 21).runs("c", "n", 2, 22);
        market.bids("new", 3, 90);
        assertThat(market.happens())
                .as("c is needed, then b is not, then a is")
                .containsExactly(
                        "new evicts a in 30 s", "new evicts c in 30 s", "new on n in 30 s, NEW");
    }

    @Test
    void theNodeWhoseVictimsPayLeast() {
        market.node("a", 2).runs("ra", "a", 2, 21).node("b", 2).runs("rb", "b", 2, 20);
        assertThat(market.bids("new", 2, 40).happens()).contains("new evicts rb in 30 s");
    }

    @Test
    void thenTheOneWithFewerVictims() {
        market.node("a", 2).runs("x", "a", 1, 20).runs("y", "a", 1, 20);
        market.node("b", 2).runs("z", "b", 2, 20).bids("new", 2, 40);
        assertThat(market.happens()).contains("new evicts z in 30 s").hasSize(2);
    }

    @Test
    void thenTheFirstByName() {
        market.node("b", 2).runs("rb", "b", 2, 20).node("a", 2).runs("ra", "a", 2, 20);
        assertThat(market.bids("new", 2, 40).happens()).contains("new evicts ra in 30 s");
    }

    @Test
    void nobodyGoesForAPlanThatDoesNotPlaceTheNewcomer() {
        market.node("n", 2).runs("cheap", "n", 1, 20).runs("dear", "n", 1, 39).bids("a", 2, 40);
        assertThat(market.happens()).isEmpty();
        assertThat(market.reason("a")).isEqualTo("awaiting-capacity");
    }

    @Test
    void reservedCapacityIsNeverEvicted() {
        market.node("n", 1).runs("r", "n", 1, 20).reserved("r").bids("a", 1, 40);
        assertThat(market.happens()).isEmpty();
        assertThat(market.matchedOnly("r").happens()).as("nor displaced").isEmpty();
        market.noticed("r", 12).nominated("a", "n", 12, "r");
        assertThat(market.happens()).as("nor later").containsExactly("r stays");
    }

    @Test
    void nobodyIsNoticedBeforeTheEndOfTheMinimumRun() {
        market.node("n", 1).runs("r", "n", 1, 20).startedAgo("r", 59).bids("a", 1, 40);
        assertThat(market.happens()).isEmpty();
        assertThat(market.reason("a")).isEqualTo("minimum-run 1 s");
        assertThat(market.startedAgo("r", 60).happens()).contains("a evicts r in 30 s");
    }

    @Test
    void noMoreNoticesThanTheBudget() {
        market.node("n", 1).runs("r", "n", 1, 20).bids("a", 1, 40);
        assertThat(market.budget(54, 10).happens()).as("max(10, 20 %% of 54)").isEmpty();
        assertThat(market.reason("a")).isEqualTo("eviction-budget 40 s");
        assertThat(market.budget(55, 10).happens()).hasSize(2);
    }

    @Test
    void theBudgetCountsThePlansOfOneRoundTogether() {
        market.node("a", 1).runs("ra", "a", 1, 20).node("b", 1).runs("rb", "b", 1, 20);
        market.budget(0, 9).bids("one", 1, 40).bids("two", 1, 41);
        assertThat(market.happens()).contains("two evicts ra in 30 s").hasSize(2);
        assertThat(market.reason("one")).isEqualTo("eviction-budget 40 s");
    }

    @Test
    void aPlanLargerThanTheBudgetStartsWhenNoneWasUsed() {
        market.node("n", 11).bids("large", 11, 40);
        IntStream.range(0, 11).forEach(i -> market.runs("r" + i, "n", 1, 20));
        assertThat(market.budget(11, 1).happens()).isEmpty();
        assertThat(market.reason("large")).isEqualTo("eviction-budget 40 s");
        assertThat(market.budget(11, 0).happens()).hasSize(12);
    }

    @Test
    void whatIsNominatedIsNotGivenToOthers() {
        market.node("n", 2).runs("r", "n", 1, 20).noticed("r", 12);
        market.bids("two", 2, 40).nominated("two", "n", 12, "r").bids("one", 1, 39);
        assertThat(market.happens()).containsExactly("two on n in 12 s, KEPT");
        assertThat(market.reason("two")).isEqualTo("awaiting-eviction 12 s");
        assertThat(market.reason("one")).isEqualTo("awaiting-capacity");
    }

    @Test
    void aBetterBidTakesTheNominationOverWithItsDeadline() {
        market.node("n", 1).runs("r", "n", 1, 20).noticed("r", 12);
        market.bids("first", 1, 40).nominated("first", "n", 12, "r").bids("better", 1, 41);
        assertThat(market.happens()).containsExactly("better on n in 12 s, TAKEN_OVER");
        assertThat(market.reason("first")).isEqualTo("awaiting-capacity");
    }

    @Test
    void anEqualBidDoesNot() {
        market.node("n", 1).runs("r", "n", 1, 20).noticed("r", 12);
        market.bids("first", 1, 40).nominated("first", "n", 12, "r").bids("same", 1, 40);
        assertThat(market.happens()).containsExactly("first on n in 12 s, KEPT");
    }

    @Test
    void aNominationIsNotExchangedForACheaperEviction() {
        market.node("n", 1).runs("r", "n", 1, 30).noticed("r", 12);
        market.node("m", 1).runs("cheap", "m", 1, 20);
        market.bids("a", 1, 40).nominated("a", "n", 12, "r");
        assertThat(market.happens()).containsExactly("a on n in 12 s, KEPT");
        assertThat(market.noticed("cheap", 12).happens())
                .as("nor for another's notice")
                .containsExactly("a on n in 12 s, KEPT", "cheap stays");
    }

    @Test
    void whenTheNewcomerIsGoneTheNoticeIsWithdrawn() {
        market.node("n", 1).runs("r", "n", 1, 20).noticed("r", 12).nominated("gone", "n", 12, "r");
        assertThat(market.happens()).containsExactly("r stays");
    }

    @Test
    void whenTheVictimPaysMoreTheNoticeIsWithdrawn() {
        market.node("n", 1).runs("r", "n", 1, 39).noticed("r", 12);
        market.bids("a", 1, 40).nominated("a", "n", 12, "r");
        assertThat(market.happens()).containsExactly("r stays");
    }

    @Test
    void whenItPaysNotLessThanTheNewcomerTheNoticeIsWithdrawnToo() {
        market.node("n", 2).runs("r", "n", 2, 20).noticed("r", 12);
        market.bids("a", 1, 40).nominated("a", "n", 12, "r");
        assertThat(market.happens()).containsExactly("r stays");
    }

    @Test
    void whenTheNewcomerIsPlacedElsewhereTheNoticeIsWithdrawn() {
        market.node("n", 1).runs("r", "n", 1, 20).noticed("r", 12).node("m", 1);
        market.bids("a", 1, 40).nominated("a", "n", 12, "r");
        assertThat(market.happens()).containsExactly("a on m", "r stays");
    }

    @Test
    void whenFewerVictimsSufficeTheOthersNoticesAreWithdrawn() {
        market.node("n", 3).runs("x", "n", 1, 20).runs("y", "n", 1, 20);
        market.noticed("x", 12).noticed("y", 12).startedAgo("x", 100);
        market.bids("a", 2, 40).nominated("a", "n", 12, "x", "y");
        assertThat(market.happens()).containsExactly("a on n in 12 s, KEPT", "y stays");
    }

    @Test
    void fromItsDeadlineOnANoticeIsNotWithdrawn() {
        market.node("n", 1).runs("r", "n", 1, 20).noticed("r", 0);
        assertThat(market.happens()).isEmpty();
        assertThat(market.bids("heir", 1, 20).reason("heir")).isEqualTo("awaiting-eviction 0 s");
    }

    @Test
    void aNoticeOfAnotherCauseIsNeitherUsedNorWithdrawn() {
        market.node("n", 1).runs("r", "n", 1, 20).noticed("r", 12, ReasonCode.DRILL);
        assertThat(market.bids("a", 1, 40).happens()).isEmpty();
    }

    @Test
    void whatAnotherEvictionLeavesIsUsedBeforeAnybodyElseMustGo() {
        market.node("n", 4).runs("r", "n", 4, 20).node("m", 2).runs("s", "m", 2, 20);
        market.bids("a", 3, 40).bids("b", 1, 30);
        assertThat(market.happens())
                .containsExactly(
                        "a evicts r in 30 s", "a on n in 30 s, NEW", "b on n in 30 s, TAKEN_OVER");
    }

    @Test
    void allVictimsOfOnePlanShareTheLatestDeadline() {
        market.node("n", 2).runs("x", "n", 1, 20).runs("y", "n", 1, 20).asksForNotice("y", 90);
        assertThat(market.bids("a", 2, 40).happens())
                .containsExactlyInAnyOrder(
                        "a evicts x in 90 s", "a evicts y in 90 s", "a on n in 90 s, NEW");
    }

    @Test
    void whatHasNotStartedIsDisplacedAtOnce() {
        market.node("n", 1).runs("r", "n", 1, 20).matchedOnly("r").bids("a", 1, 21);
        assertThat(market.happens()).containsExactly("a displaces r", "a on n");
    }

    @Test
    void butOnlyByTheStep() {
        market.anyGain().node("n", 2).runs("r", "n", 2, 100).matchedOnly("r");
        market.node("m", 1).runs("cheap", "m", 1, 20);
        assertThat(market.bids("a", 2, 104).happens()).isEmpty();
        assertThat(market.bids("a", 2, 105).happens()).containsExactly("a displaces r", "a on n");
    }

    @Test
    void andByWhoPaysMore() {
        market.node("n", 2).runs("r", "n", 2, 20).matchedOnly("r").bids("a", 1, 40);
        assertThat(market.happens()).isEmpty();
        assertThat(market.bids("a", 1, 41).happens()).containsExactly("a displaces r", "a on n");
    }

    @Test
    void displacingComesBeforeEvicting() {
        market.node("a", 1).runs("runs", "a", 1, 20).node("b", 1).runs("matched", "b", 1, 25);
        market.matchedOnly("matched").bids("new", 1, 40);
        assertThat(market.happens()).containsExactly("new displaces matched", "new on b");
    }

    @Test
    void nobodyIsEvictedForANodeThatTakesNoWork() {
        market.node("n", Scene.slots(1), NodeState.CORDONED).runs("r", "n", 1, 20);
        market.noticed("r", 12).node("m", 1).runs("dear", "m", 1, 50);
        market.bids("a", 1, 40).nominated("a", "n", 12, "r");
        assertThat(market.happens()).containsExactly("r stays");
    }
}
