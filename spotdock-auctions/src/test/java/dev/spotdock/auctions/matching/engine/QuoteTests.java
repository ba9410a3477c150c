package dev.spotdock.auctions.matching.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.auctions.ReasonCode;
import dev.spotdock.auctions.matching.engine.MarketView.NodeState;
import dev.spotdock.auctions.matching.engine.Quote.Impossible;
import dev.spotdock.auctions.matching.engine.Quote.Possible;
import dev.spotdock.kernel.resources.Resources;
import org.junit.jupiter.api.Test;

/** Rule 12 of product.md, section 4. */
class QuoteTests {

    private final Scene market = new Scene();

    @Test
    void freeCapacityCostsTheFloor() {
        market.node("n", 2);
        assertThat(market.quote(2)).isEqualTo(new Possible(10, 20, 0, 0, null));
    }

    @Test
    void whoWaitsAlreadyMustBeOutbid() {
        market.node("n", 2).bids("a", 2, 40);
        assertThat(market.quote(2)).isEqualTo(new Possible(41, 82, 0, 0, null));
    }

    @Test
    void whatRunsMustBeOutbidByTheStep() {
        market.node("n", 2).runs("r", "n", 2, 100);
        assertThat(market.quote(2))
                .isEqualTo(new Possible(105, 210, 1, 2000, Scene.NOW.plusSeconds(30)));
    }

    @Test
    void andPaidForTogether() {
        market.node("n", 2).runs("r", "n", 2, 100);
        assertThat(market.quote(1))
                .isEqualTo(new Possible(201, 201, 1, 2000, Scene.NOW.plusSeconds(30)));
    }

    @Test
    void whoWouldEvictItFirstMustBeOutbidToo() {
        market.node("n", 1).runs("r", "n", 1, 100).bids("a", 1, 150);
        assertThat(market.quote(1))
                .isEqualTo(new Possible(151, 151, 1, 1000, Scene.NOW.plusSeconds(30)));
    }

    @Test
    void thePricePerHourIsRoundedUp() {
        Resources half = new Resources(500, 1024, 0);
        market.anyGain().node("n", half, NodeState.SCHEDULABLE);
        assertThat(market.runs("r", "n", half, 100).matchedOnly("r").quote(half))
                .isEqualTo(new Possible(105, 53, 1, 500, null));
    }

    @Test
    void whatIsKeptForAnotherIsNotOffered() {
        market.node("n", 2).runs("r", "n", 1, 20).startedAgo("r", 10).bids("two", 2, 40);
        assertThat(market.quote(1))
                .as("40 does not outbid 39 by the step")
                .isEqualTo(new Possible(39, 39, 0, 0, null));
    }

    @Test
    void whatHasNotStartedGoesAtOnce() {
        market.node("n", 1).runs("r", "n", 1, 100).matchedOnly("r");
        assertThat(market.quote(1)).isEqualTo(new Possible(105, 105, 1, 1000, null));
    }

    @Test
    void aMinimumRunStandsInTheWayUntilItEnds() {
        market.node("n", 1).runs("r", "n", 1, 100).startedAgo("r", 20);
        assertThat(market.quote(1))
                .isEqualTo(new Impossible(ReasonCode.MINIMUM_RUN, Scene.NOW.plusSeconds(40)));
    }

    @Test
    void soDoTheBudgetReservedCapacityAndTheSizeOfTheNodes() {
        market.node("n", 1).runs("r", "n", 1, 100).budget(8, 10);
        assertThat(market.quote(1))
                .isEqualTo(new Impossible(ReasonCode.EVICTION_BUDGET, Scene.NOW.plusSeconds(40)));
        assertThat(market.quote(2)).isEqualTo(new Impossible(ReasonCode.NO_NODE_FITS, null));
        assertThat(market.reserved("r").quote(1))
                .isEqualTo(new Impossible(ReasonCode.AWAITING_CAPACITY, null));
    }
}
