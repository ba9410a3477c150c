package dev.spotdock.auctions.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spotdock.auctions.BidForm;
import dev.spotdock.auctions.BidMatched;
import dev.spotdock.auctions.ListRates;
import dev.spotdock.auctions.ListRates.Step;
import dev.spotdock.auctions.ListRates.Stretch;
import dev.spotdock.auctions.Market;
import dev.spotdock.kernel.id.AllocationId;
import dev.spotdock.kernel.id.BidId;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The floor is 10,000 micro-units per slot-hour, the bids ask for one slot at 1,000,000 at most.
 */
class RateQueriesTests {

    private static final BidId LOSER = new BidId(new UUID(1, 1));

    private final Market market = Market.fresh();
    private final Instant start = market.now();

    @BeforeEach
    void room() {
        market.node("n1", 4000, 8192);
        market.node("dear", "n2", 4000, 8192);
    }

    private BidMatched matched(UnaryOperator<BidForm> changes) {
        market.accepted(changes);
        market.run("matching");
        market.jdbc().sql("delete from auctions.price_tick").update();
        return market.events().of(BidMatched.class).getLast();
    }

    private BidMatched matched() {
        return matched(form -> form);
    }

    private void price(String pool, long unitPrice, long second) {
        new TransactionTemplate(market.bean(PlatformTransactionManager.class))
                .executeWithoutResult(_ ->
                        market.bean(PriceHistory.class)
                                .record(pool, unitPrice, LOSER, after(second)));
    }

    private void repriced(BidMatched bid, long second, long maxBefore) {
        market.jdbc()
                .sql("insert into auctions.repricing values (?, ?, ?)")
                .params(bid.bidId().value(), Timestamp.from(after(second)), maxBefore)
                .update();
    }

    private Instant after(long seconds) {
        return start.plusSeconds(seconds);
    }

    private ListRates.Rates ask(Stretch... stretches) {
        return market.bean(RateQueries.class).handle(new ListRates(List.of(stretches)));
    }

    private List<Step> steps(BidMatched bid, long from, long until) {
        return ask(new Stretch(bid.allocationId(), after(from), after(until)))
                .steps()
                .getOrDefault(bid.allocationId(), List.of());
    }

    private Step step(long second, long rate) {
        return new Step(after(second), rate);
    }

    @Test
    void theRateFollowsThePriceUpAndDownButNeverAboveTheMaximum() {
        BidMatched bid = matched();
        price("default", 400_000, 10);
        price("default", 2_000_000, 20);
        price("default", 3_000_000, 25);
        price("default", 50_000, 30);
        assertThat(steps(bid, 0, 60))
                .containsExactly(
                        step(0, 10_000), step(10, 400_000), step(20, 1_000_000), step(30, 50_000));
    }

    @Test
    void payAsBidKnowsNoSteps() {
        BidMatched bid = matched(form -> form.pool("dear"));
        price("dear", 400_000, 10);
        assertThat(steps(bid, 0, 60)).containsExactly(step(0, 1_000_000));
    }

    @Test
    void atLeastTheFloorAppliesAlsoBeforeTheFirstPrice() {
        BidMatched bid = matched();
        price("default", 5, 10);
        assertThat(steps(bid, 0, 60)).containsExactly(step(0, 10_000));
        assertThat(steps(bid, 20, 60)).containsExactly(step(20, 10_000));
    }

    @Test
    void theShapeAndTheSurchargeCount() {
        // three and a half minutes of minimum run: three minutes beyond the pool's
        BidMatched bid = matched(form -> form.guarantees(null, Duration.ofSeconds(210)));
        price("default", 300_001, 10);
        assertThat(steps(bid, 10, 60)).containsExactly(step(10, 300_001L * 100 / 97));
    }

    @Test
    void aStretchBeginsWithWhatAppliesThenAndEndsBeforeItsEnd() {
        BidMatched bid = matched();
        price("default", 20_000, 10);
        price("default", 30_000, 20);
        price("default", 40_000, 30);
        assertThat(steps(bid, 15, 30)).containsExactly(step(15, 20_000), step(20, 30_000));
        assertThat(steps(bid, 20, 31)).containsExactly(step(20, 30_000), step(30, 40_000));
        assertThat(steps(bid, 35, 20)).containsExactly(step(35, 40_000));
        assertThat(steps(bid, 30, 20)).containsExactly(step(30, 40_000));
    }

    @Test
    void eachMaximumAppliesUntilItsChange() {
        BidMatched bid = matched();
        price("default", 5_000_000, 1);
        repriced(bid, 10, 300_000);
        repriced(bid, 20, 600_000);
        market.jdbc()
                .sql(
                        """
                        update auctions.bid set lowered_max_per_hour = 200000, lowered_per = 'HOUR',
                            lowered_unit_price = 200000, lowered_effective_unit_price = 200000,
                            lowered_from = ?
                        """)
                .params(Timestamp.from(after(30)))
                .update();
        assertThat(steps(bid, 1, 60))
                .containsExactly(
                        step(1, 300_000),
                        step(10, 600_000),
                        step(20, 1_000_000),
                        step(30, 200_000));
        assertThat(steps(bid, 10, 20)).containsExactly(step(10, 600_000));
        assertThat(steps(bid, 25, 30)).containsExactly(step(25, 1_000_000));
        assertThat(steps(bid, 40, 50)).containsExactly(step(40, 200_000));
    }

    @Test
    void severalAllocationsOfSeveralPoolsAreAnsweredAtOnce() {
        BidMatched one = matched();
        BidMatched other = matched(form -> form.perHour(30_000));
        BidMatched dear = matched(form -> form.pool("dear"));
        price("default", 20_000, 10);
        price("dear", 77, 10);
        price("default", 40_000, 20);
        ListRates.Rates rates =
                ask(
                        new Stretch(one.allocationId(), after(12), after(60)),
                        new Stretch(other.allocationId(), after(0), after(60)),
                        new Stretch(dear.allocationId(), after(0), after(60)));
        assertThat(rates.steps().get(one.allocationId()))
                .containsExactly(step(12, 20_000), step(20, 40_000));
        assertThat(rates.steps().get(other.allocationId()))
                .containsExactly(step(0, 10_000), step(10, 20_000), step(20, 30_000));
        assertThat(rates.steps().get(dear.allocationId())).containsExactly(step(0, 1_000_000));
        assertThat(rates.completeUntil()).isEqualTo(market.now());
    }

    @Test
    void whoAsksForNothingGetsNothingAndAnUnknownAllocationIsABug() {
        assertThat(ask().steps()).isEmpty();
        Stretch unknown = new Stretch(new AllocationId(new UUID(4, 2)), start, after(1));
        assertThatThrownBy(() -> ask(unknown)).isInstanceOf(IllegalArgumentException.class);
    }
}
