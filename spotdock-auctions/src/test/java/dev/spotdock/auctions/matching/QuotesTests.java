package dev.spotdock.auctions.matching;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.auctions.BidDetails;
import dev.spotdock.auctions.BidMatched;
import dev.spotdock.auctions.EvictionNoticed;
import dev.spotdock.auctions.FindQuote;
import dev.spotdock.auctions.FindQuote.Impossible;
import dev.spotdock.auctions.FindQuote.Possible;
import dev.spotdock.auctions.Market;
import dev.spotdock.auctions.ReasonCode;
import dev.spotdock.auctions.StartAllocation;
import dev.spotdock.auctions.offer.Offers;
import dev.spotdock.auctions.pool.Pools;
import dev.spotdock.kernel.resources.Resources;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class QuotesTests {

    private static final Duration NOTICE = Duration.ofSeconds(30);

    private final Market market = Market.fresh();

    @Test
    void freeCapacityIsToBeHadAtTheFloor() {
        market.node("n1", 1000, 2048);
        assertThat(quote(null)).isEqualTo(new Possible(0, 10_000, 10_000, 0, 0, null));
    }

    @Test
    void thePriceThatIsQuotedEvictsAndOneLessDoesNot() {
        Instant startedAt = running();
        market.pass(Duration.ofMinutes(10));
        Possible quote = (Possible) quote(null);
        assertThat(quote)
                .isEqualTo(
                        new Possible(0, 1_050_000, 1_050_000, 1, 1000, market.now().plus(NOTICE)));
        assertThat(startedAt).isBefore(market.now());
        market.accepted(form -> form.perHour(quote.maxPricePerHour() - 1));
        market.run("matching");
        assertThat(market.events().of(EvictionNoticed.class)).isEmpty();
        market.accepted(form -> form.perHour(quote.maxPricePerHour()));
        market.run("matching");
        assertThat(market.events().of(EvictionNoticed.class)).hasSize(1);
    }

    /** 270 s of notice beyond the pool's 30 s: nine times 30 s. */
    @Test
    void guaranteesMakeItDearer() {
        running();
        market.pass(Duration.ofMinutes(10));
        Duration notice = Duration.ofMinutes(5);
        Possible quote = (Possible) quote(notice);
        assertThat(quote.surchargePercent()).isEqualTo(9);
        assertThat(quote.effectiveUnitPrice()).isEqualTo(1_050_000);
        assertThat(quote.maxPricePerHour()).isEqualTo((1_050_000 * 100L + 90) / 91);
        BidDetails less =
                market.accepted(
                        form -> form.guarantees(notice, null).perHour(quote.maxPricePerHour() - 1));
        assertThat(less.effectiveUnitPrice()).isLessThan(1_050_000);
        market.run("matching");
        assertThat(market.events().of(EvictionNoticed.class)).isEmpty();
        market.accepted(form -> form.guarantees(notice, null).perHour(quote.maxPricePerHour()));
        market.run("matching");
        assertThat(market.events().of(EvictionNoticed.class)).hasSize(1);
    }

    @Test
    void whoeverWaitsAtThatPriceIsOutbidToo() {
        market.accepted(form -> form.perHour(3_000_000));
        market.node("n1", 1000, 2048);
        assertThat(((Possible) quote(null)).effectiveUnitPrice()).isEqualTo(3_000_001);
    }

    @Test
    void youngWorkStandsInTheWayOfAnyPriceUntilItsMinimumRunIsOver() {
        Instant startedAt = running();
        Impossible quote = (Impossible) quote(null);
        assertThat(quote.reason().code()).isEqualTo(ReasonCode.MINIMUM_RUN);
        assertThat(quote.reason().next()).isEqualTo(startedAt.plus(Duration.ofMinutes(1)));
    }

    @Test
    void whatFitsNoNodeNeverRuns() {
        market.node("n1", 999, 2048);
        Impossible quote = (Impossible) quote(null);
        assertThat(quote.reason().code()).isEqualTo(ReasonCode.NO_NODE_FITS);
        assertThat(quote.reason().next()).isNull();
    }

    @Test
    void theMarketIsLookedAtAgainWhenTheLastLookIsTooOld() {
        Quotes quotes = quotes();
        FindQuote query = query(null, Duration.ofSeconds(1));
        assertThat(quotes.handle(query)).containsInstanceOf(Impossible.class);
        market.node("n1", 1000, 2048);
        market.pass(Duration.ofMillis(999));
        assertThat(quotes.handle(query)).containsInstanceOf(Impossible.class);
        market.pass(Duration.ofMillis(1));
        assertThat(quotes.handle(query)).containsInstanceOf(Possible.class);
    }

    @Test
    void redisIsNotNeeded() {
        market.node("n1", 1000, 2048);
        market.flushRedis();
        assertThat(quote(null)).isInstanceOf(Possible.class);
    }

    @Test
    void thereIsNoQuoteWithoutAPool() {
        FindQuote query = new FindQuote("none", new Resources(1, 1, 0), null, null, Duration.ZERO);
        assertThat(quotes().handle(query)).isEmpty();
    }

    private Instant running() {
        market.node("n1", 1000, 2048);
        market.accepted();
        market.run("matching");
        BidMatched match = market.events().of(BidMatched.class).getLast();
        market.send(
                new StartAllocation(
                        match.bidId(), match.allocationId(), "c0ffee", null, market.now()));
        return market.now();
    }

    private FindQuote.Quote quote(@Nullable Duration notice) {
        return quotes().handle(query(notice, Duration.ZERO)).orElseThrow();
    }

    private static FindQuote query(@Nullable Duration notice, Duration maxAge) {
        return new FindQuote("default", new Resources(1000, 2048, 0), notice, null, maxAge);
    }

    /** With nothing remembered. */
    private Quotes quotes() {
        return new Quotes(
                market.bean(Pools.class),
                market.bean(Offers.class),
                market.bean(MarketReader.class),
                market::now);
    }
}
