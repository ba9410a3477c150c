package dev.spotdock.auctions.bid;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.auctions.AllocationEnd;
import dev.spotdock.auctions.BidForm;
import dev.spotdock.auctions.BidMatched;
import dev.spotdock.auctions.EndAllocation;
import dev.spotdock.auctions.FindBid;
import dev.spotdock.auctions.ListBids;
import dev.spotdock.auctions.Market;
import dev.spotdock.auctions.StartAllocation;
import dev.spotdock.auctions.pricing.PriceHistory;
import dev.spotdock.kernel.id.BidId;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What an owner is told that an allocation costs; the bids ask for one slot at 1,000,000 at most.
 */
class ShownRateTests {

    private final Market market = Market.fresh();
    private final BidQueries queries = market.bean(BidQueries.class);

    @BeforeEach
    void room() {
        market.node("n1", 4000, 8192);
        market.node("dear", "n2", 4000, 8192);
    }

    private BidMatched running(UnaryOperator<BidForm> changes) {
        market.accepted(changes);
        market.run("matching");
        BidMatched match = market.events().of(BidMatched.class).getLast();
        market.send(
                new StartAllocation(match.bidId(), match.allocationId(), "c1", null, market.now()));
        return match;
    }

    private void end(BidMatched match) {
        market.send(
                new EndAllocation(
                        match.bidId(),
                        match.allocationId(),
                        AllocationEnd.EXITED,
                        market.now(),
                        0,
                        ""));
    }

    private void price(String pool, long unitPrice) {
        market.pass(Duration.ofSeconds(5));
        new TransactionTemplate(market.bean(PlatformTransactionManager.class))
                .executeWithoutResult(_ ->
                        market.bean(PriceHistory.class)
                                .record(pool, unitPrice, new BidId(new UUID(1, 1)), market.now()));
    }

    private long rate(BidMatched match) {
        return Objects.requireNonNull(
                        queries.handle(new FindBid(match.bidId(), Market.OWNER))
                                .orElseThrow()
                                .allocation())
                .ratePerHourMicros();
    }

    @Test
    void whatRunsShowsTheRateOfNowAndNeverMoreThanItsMaximum() {
        BidMatched match = running(form -> form);
        assertThat(rate(match)).isEqualTo(10_000);
        price("default", 400_000);
        assertThat(rate(match)).isEqualTo(400_000);
        price("default", 4_000_000);
        assertThat(rate(match)).isEqualTo(1_000_000);
        price("default", 5);
        assertThat(rate(match)).isEqualTo(10_000);
        assertThat(queries.handle(new ListBids(Market.OWNER, null, null, null, 10)))
                .extracting(bid -> Objects.requireNonNull(bid.allocation()).ratePerHourMicros())
                .containsExactly(10_000L);
    }

    @Test
    void whatEndedShowsTheRateThatItHadLast() {
        BidMatched match = running(form -> form);
        price("default", 400_000);
        market.pass(Duration.ofSeconds(5));
        end(match);
        price("default", 700_000);
        assertThat(rate(match)).isEqualTo(400_000);
        market.jdbc()
                .sql("insert into auctions.repricing values (?, ?, 300000)")
                .params(match.bidId().value(), Timestamp.from(market.now()))
                .update();
        assertThat(rate(match)).isEqualTo(300_000);
    }

    @Test
    void payAsBidShowsTheMaximum() {
        BidMatched match = running(form -> form.pool("dear"));
        price("dear", 400_000);
        assertThat(rate(match)).isEqualTo(1_000_000);
    }
}
