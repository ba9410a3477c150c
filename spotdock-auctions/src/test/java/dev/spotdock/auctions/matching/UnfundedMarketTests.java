package dev.spotdock.auctions.matching;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.auctions.AllocationEnd;
import dev.spotdock.auctions.BidDetails;
import dev.spotdock.auctions.BidMatched;
import dev.spotdock.auctions.BidRequeued;
import dev.spotdock.auctions.EndAllocation;
import dev.spotdock.auctions.EvictionNoticed;
import dev.spotdock.auctions.FindQuote;
import dev.spotdock.auctions.Market;
import dev.spotdock.auctions.ReasonCode;
import dev.spotdock.auctions.StartAllocation;
import dev.spotdock.auctions.book.BookRebuild;
import dev.spotdock.auctions.offer.Offers;
import dev.spotdock.auctions.pool.Pools;
import dev.spotdock.auctions.pricing.PriceHistory;
import dev.spotdock.auctions.races.MarketInvariants;
import dev.spotdock.kernel.id.BidId;
import dev.spotdock.kernel.money.Money;
import dev.spotdock.kernel.resources.Resources;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The market does not see who waits for funds (product, section 4, rule 2; section 6, rule 2). */
class UnfundedMarketTests {

    private static final long FLOOR = 10_000;
    private static final long DEAR = 9_000_000;

    private final Market market = Market.fresh();
    private final MarketInvariants invariants = new MarketInvariants(market);

    @BeforeEach
    void oneSlot() {
        market.node("n1", 1000, 2048);
    }

    @Test
    void aLaterBidIsMatchedInsteadAndNeitherEvictedNorChargedMore() {
        BidId poor = unfunded();
        BidMatched later = running(1_000_000);
        assertThat(later.bidId()).isNotEqualTo(poor);
        assertThat(later.ratePerHourMicros()).isEqualTo(FLOOR);
        market.pass(Duration.ofMinutes(5));
        market.run("matching");
        assertThat(market.events().of(EvictionNoticed.class)).isEmpty();
        assertThat(price()).isEqualTo(FLOOR);
        assertThat(market.levels("default")).isEmpty();
        invariants.hold();
        market.funding().onlyFree(Money.ofMicros(Long.MAX_VALUE));
        market.runOnly("unfunded-bids");
        market.run("matching");
        assertThat(market.events().of(EvictionNoticed.class)).hasSize(1);
    }

    @Test
    void itIsLeftOutWhenTheBookIsLostAndRebuilt() {
        BidId poor = unfunded();
        market.flushRedis();
        assertThat(market.levels("default")).as("from PostgreSQL").isEmpty();
        long lease =
                market.jdbc()
                        .sql("select lease_epoch from auctions.pool_lease where pool = 'default'")
                        .query(Long.class)
                        .single();
        assertThat(market.bean(BookRebuild.class).rebuild("default", lease)).isPresent();
        assertThat(market.levels("default")).as("from Redis").isEmpty();
        market.run("matching");
        assertThat(market.levels("default")).isEmpty();
        assertThat(matches(poor)).isEqualTo(1);
        invariants.hold();
    }

    /** PostgreSQL decides, whatever Redis says. */
    @Test
    void oneThatIsInTheBookAllTheSameIsNotMatchedAndTakenOut() {
        BidId poor = unfunded();
        market.project();
        BidRequeued phantom =
                market.jdbc()
                        .sql("select sequence, version from auctions.bid where id = ?")
                        .param(poor.value())
                        .query((row, _) ->
                                requeued(poor, row.getLong("sequence"), row.getLong("version")))
                        .single();
        market.project(List.of(phantom));
        assertThat(market.levels("default")).hasSize(1);
        market.runOnly("matching");
        assertThat(matches(poor)).isEqualTo(1);
        market.runOnly("matching");
        assertThat(market.levels("default")).isEmpty();
        invariants.hold();
    }

    @Test
    void quotesDoNotReckonWithIt() {
        unfunded();
        Quotes quotes =
                new Quotes(
                        market.bean(Pools.class),
                        market.bean(Offers.class),
                        market.bean(MarketReader.class),
                        market::now);
        FindQuote query =
                new FindQuote("default", new Resources(1000, 2048, 0), null, null, Duration.ZERO);
        assertThat(quotes.handle(query))
                .contains(new FindQuote.Possible(0, FLOOR, FLOOR, 0, 0, null));
    }

    /** Back from a node that was lost, with nothing left. */
    private BidId unfunded() {
        BidMatched match = running(DEAR);
        market.funding().leave(match.bidId(), Money.ZERO);
        market.funding().onlyFree(Money.ofMicros(DEAR / 60 - 1));
        market.send(
                new EndAllocation(
                        match.bidId(),
                        match.allocationId(),
                        AllocationEnd.NODE_LOST,
                        market.now(),
                        null,
                        ""));
        return match.bidId();
    }

    private BidMatched running(long perHour) {
        BidDetails bid = market.accepted(form -> form.perHour(perHour));
        market.run("matching");
        BidMatched match = market.events().of(BidMatched.class).getLast();
        assertThat(match.bidId()).isEqualTo(bid.bidId());
        market.send(
                new StartAllocation(match.bidId(), match.allocationId(), "c1", null, market.now()));
        return match;
    }

    private static BidRequeued requeued(BidId bid, long sequence, long version) {
        return new BidRequeued(
                bid,
                Market.OWNER,
                "default",
                new Resources(1000, 2048, 0),
                1000,
                DEAR,
                DEAR,
                sequence,
                version,
                null,
                ReasonCode.NODE_LOST,
                null,
                Instant.EPOCH);
    }

    private long matches(BidId bid) {
        return market.events().of(BidMatched.class).stream()
                .filter(match -> match.bidId().equals(bid))
                .count();
    }

    private long price() {
        return market.bean(PriceHistory.class).latest("default").orElseThrow().unitPrice();
    }
}
