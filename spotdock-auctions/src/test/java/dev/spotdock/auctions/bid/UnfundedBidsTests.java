package dev.spotdock.auctions.bid;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.auctions.AllocationEnd;
import dev.spotdock.auctions.BidDetails;
import dev.spotdock.auctions.BidMatched;
import dev.spotdock.auctions.BidRejection;
import dev.spotdock.auctions.BidRepriced;
import dev.spotdock.auctions.BidRequeued;
import dev.spotdock.auctions.BidStatus;
import dev.spotdock.auctions.BidUnfunded;
import dev.spotdock.auctions.CancelBid;
import dev.spotdock.auctions.EndAllocation;
import dev.spotdock.auctions.FindBid;
import dev.spotdock.auctions.FindPool;
import dev.spotdock.auctions.ListBidTransitions;
import dev.spotdock.auctions.Market;
import dev.spotdock.auctions.ReasonCode;
import dev.spotdock.auctions.RepriceBid;
import dev.spotdock.auctions.StartAllocation;
import dev.spotdock.auctions.pool.AuctionsProperties;
import dev.spotdock.kernel.id.BidId;
import dev.spotdock.kernel.message.Commands;
import dev.spotdock.kernel.money.Money;
import dev.spotdock.kernel.money.Per;
import dev.spotdock.kernel.money.Price;
import dev.spotdock.kernel.outcome.Outcome;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of a bid whose hold was used up (product, section 6, rule 2). */
class UnfundedBidsTests {

    /** 60 s at 1.00 an hour. */
    private static final Money MINUTE = Money.ofMicros(1_000_000 / 60);

    private static final Money ENOUGH = Money.ofMicros(Long.MAX_VALUE);

    private final Market market = Market.fresh();

    @BeforeEach
    void oneNode() {
        market.node("n1", 1000, 2048);
    }

    @Test
    void whatIsBackInTheBookIsHeldForAWholeMinuteAgain() {
        BidMatched match = running();
        market.funding().leave(match.bidId(), Money.ofMicros(1));
        nodeLost(match);
        assertThat(found(match).reason().code()).isEqualTo(ReasonCode.NODE_LOST);
        assertThat(market.funding().holds).containsEntry(match.bidId(), MINUTE);
        assertThat(market.events().of(BidRequeued.class)).hasSize(1);
    }

    @Test
    void oneThatCannotBeFundedSaysWhatItLacksAndKeepsWhatIsLeft() {
        BidMatched match = unfunded();
        BidDetails bid = found(match);
        assertThat(bid.status()).isEqualTo(BidStatus.SUBMITTED);
        assertThat(bid.reason().code()).isEqualTo(ReasonCode.INSUFFICIENT_FUNDS);
        assertThat(bid.reason().message()).contains("lacks 0.016566", "0.016565 is free");
        assertThat(market.funding().holds).containsEntry(match.bidId(), Money.ofMicros(100));
        assertThat(market.events().of(BidRequeued.class)).isEmpty();
        assertThat(market.events().of(BidUnfunded.class))
                .singleElement()
                .satisfies(told -> {
                    assertThat(told.cause()).isEqualTo(ReasonCode.NODE_LOST);
                    assertThat(told.required()).isEqualTo(Money.parse("0.016566"));
                    assertThat(told.available()).isEqualTo(Money.parse("0.016565"));
                    assertThat(told.version()).isEqualTo(bid.version());
                });
        assertThat(reasons(match))
                .endsWith(ReasonCode.RUNNING, ReasonCode.NODE_LOST, ReasonCode.INSUFFICIENT_FUNDS);
        assertThat(market.bean(PoolQueries.class).handle(new FindPool("default")))
                .hasValueSatisfying(pool -> assertThat(pool.waiting()).isZero());
    }

    @Test
    void itIsBackAtItsOldPlaceAsSoonAsThereIsMoney() {
        BidMatched match = unfunded();
        retry();
        assertThat(found(match).reason().code()).isEqualTo(ReasonCode.INSUFFICIENT_FUNDS);
        market.funding().onlyFree(ENOUGH);
        market.accepted();
        market.pass(Duration.ofSeconds(1));
        market.funding().onlyFree(Money.parse("0.016566"));
        retry();
        retry();
        assertThat(found(match).reason().code()).isEqualTo(ReasonCode.AWAITING_CAPACITY);
        assertThat(reasons(match)).endsWith(ReasonCode.AWAITING_CAPACITY);
        assertThat(market.funding().holds).containsEntry(match.bidId(), MINUTE);
        assertThat(market.events().of(BidRequeued.class))
                .singleElement()
                .satisfies(back -> assertThat(back.at()).isEqualTo(market.now()));
        market.run("matching");
        assertThat(market.events().of(BidMatched.class).getLast().bidId())
                .as("it came before the other")
                .isEqualTo(match.bidId());
    }

    @Test
    void itCanBeCancelled() {
        BidMatched match = unfunded();
        market.send(new CancelBid(match.bidId(), Market.OWNER, market.now()));
        market.funding().onlyFree(ENOUGH);
        retry();
        assertThat(found(match).status()).isEqualTo(BidStatus.CANCELLED);
        assertThat(market.funding().holds).isEmpty();
    }

    @Test
    void itExpires() {
        market.accepted(form -> form.times(Duration.ofSeconds(30), null));
        BidMatched match = unfunded(started());
        market.pass(Duration.ofSeconds(29));
        market.run("bid-expiry");
        assertThat(found(match).status()).isEqualTo(BidStatus.SUBMITTED);
        assertThat(found(match).reason().next()).isEqualTo(found(match).expiresAt());
        market.pass(Duration.ofSeconds(1));
        market.run("bid-expiry");
        assertThat(found(match).status()).isEqualTo(BidStatus.EXPIRED);
        assertThat(market.funding().holds).isEmpty();
    }

    @Test
    void aLowerMaximumThatCanBeFundedBringsItBackWithAPlaceOfItsOwn() {
        BidMatched match = unfunded();
        reprice(match, 990_000);
        assertThat(found(match).reason().code()).isEqualTo(ReasonCode.AWAITING_CAPACITY);
        assertThat(market.funding().holds).containsEntry(match.bidId(), Money.ofMicros(16_500));
        assertThat(market.events().of(BidRepriced.class))
                .singleElement()
                .satisfies(told -> assertThat(told.missing()).isNull());
        market.run("matching");
        assertThat(market.events().of(BidMatched.class)).hasSize(2);
    }

    @Test
    void aLowerMaximumThatCannotIsAcceptedAndWaitsForLess() {
        BidMatched match = unfunded();
        market.funding().onlyFree(Money.ofMicros(5));
        assertThat(reprice(match, 600_000)).isInstanceOf(Outcome.Done.class);
        assertThat(found(match).reason().message()).contains("lacks 0.0099", "0.000005 is free");
        assertThat(market.events().of(BidRepriced.class))
                .singleElement()
                .satisfies(told -> assertThat(told.missing()).isEqualTo(Money.ofMicros(9_900)));
        market.project();
        assertThat(market.levels("default")).isEmpty();
        market.run("matching");
        assertThat(market.events().of(BidMatched.class)).hasSize(1);
        market.funding().onlyFree(Money.ofMicros(9_900));
        retry();
        market.run("matching");
        assertThat(market.events().of(BidMatched.class)).hasSize(2);
    }

    @Test
    void aHigherMaximumIsRefusedWithoutMoneyForIt() {
        BidMatched match = unfunded();
        assertThat(reprice(match, 1_100_000))
                .isEqualTo(
                        Outcome.refused(
                                new BidRejection.InsufficientFunds(
                                        Money.ofMicros(18_233), Money.ofMicros(16_565))));
        market.funding().onlyFree(ENOUGH);
        assertThat(reprice(match, 1_100_000)).isInstanceOf(Outcome.Done.class);
        assertThat(found(match).reason().code()).isEqualTo(ReasonCode.AWAITING_CAPACITY);
    }

    @Test
    void whatIsTooCheapForThePoolSaysSoWhenItHasTheMoney() {
        BidMatched match = unfunded();
        market.funding().onlyFree(Money.ZERO);
        reprice(match, 9_000);
        assertThat(found(match).reason().code()).isEqualTo(ReasonCode.INSUFFICIENT_FUNDS);
        market.funding().onlyFree(ENOUGH);
        retry();
        assertThat(found(match).reason().code()).isEqualTo(ReasonCode.PRICE_BELOW_FLOOR);
    }

    /** Lowering needs no money, though less is left of the hold than even that asks for. */
    @Test
    void aRunningBidThatLivesOnItsHoldMayBeLowered() {
        BidMatched match = running();
        reprice(match, 900_000);
        market.funding().leave(match.bidId(), Money.ofMicros(7));
        market.funding().onlyFree(Money.ZERO);
        market.pass(Duration.ofMinutes(1));
        market.run("allocation-deadlines");
        assertThat(found(match).effectiveUnitPrice()).isEqualTo(900_000);
        assertThat(reprice(match, 800_000)).isInstanceOf(Outcome.Done.class);
        assertThat(found(match).effectiveUnitPrice()).isEqualTo(800_000);
        assertThat(market.funding().holds).containsEntry(match.bidId(), Money.ofMicros(7));
    }

    @Test
    void theManyThatCannotBeHelpedDoNotKeepTheLastFromItsTurn() {
        UnfundedBids one =
                new UnfundedBids(
                        market.jdbc(),
                        market.funding(),
                        market.bean(Commands.class),
                        propertiesWithBatch(1));
        for (int i = 0; i < BidExpiry.BATCHES_MAX; i++) {
            unfunded();
            market.pass(Duration.ofMillis(1));
        }
        market.accepted(form -> form.perHour(500_000));
        BidMatched last = unfunded(started());
        market.funding().onlyFree(Money.ofMicros(9_000));
        one.runOnce(market.now());
        assertThat(found(last).reason().code()).isEqualTo(ReasonCode.INSUFFICIENT_FUNDS);
        one.runOnce(market.now());
        assertThat(found(last).reason().code()).isEqualTo(ReasonCode.AWAITING_CAPACITY);
        assertThat(market.events().of(BidRequeued.class)).hasSize(1);
        market.funding().onlyFree(ENOUGH);
        one.runOnce(market.now());
        assertThat(market.count("bid where unfunded_at is not null")).isZero();
    }

    private static AuctionsProperties propertiesWithBatch(int dueBatch) {
        Duration day = Duration.ofDays(1);
        return new AuctionsProperties(
                3,
                Duration.ofMinutes(5),
                dueBatch,
                day,
                new AuctionsProperties.Matching(
                        Duration.ofSeconds(10), 256, 400, Duration.ofMillis(200)));
    }

    private void retry() {
        market.runOnly("unfunded-bids");
    }

    /** One whose attempt ended when 100 micro-units of its hold were left, and one too few free. */
    private BidMatched unfunded() {
        return unfunded(running());
    }

    private BidMatched unfunded(BidMatched match) {
        market.funding().leave(match.bidId(), Money.ofMicros(100));
        market.funding().onlyFree(Money.ofMicros(Math.min(16_565, heldFor(match) - 101)));
        nodeLost(match);
        assertThat(found(match).reason().code()).isEqualTo(ReasonCode.INSUFFICIENT_FUNDS);
        return match;
    }

    private static long heldFor(BidMatched match) {
        return match.effectiveUnitPrice() / 60;
    }

    private BidMatched running() {
        market.funding().onlyFree(ENOUGH);
        market.accepted();
        return started();
    }

    private BidMatched started() {
        market.run("matching");
        BidMatched match = market.events().of(BidMatched.class).getLast();
        market.send(
                new StartAllocation(match.bidId(), match.allocationId(), "c1", null, market.now()));
        return match;
    }

    private void nodeLost(BidMatched match) {
        market.send(
                new EndAllocation(
                        match.bidId(),
                        match.allocationId(),
                        AllocationEnd.NODE_LOST,
                        market.now(),
                        null,
                        ""));
    }

    private Outcome<BidDetails, BidRejection> reprice(BidMatched match, long perHour) {
        return market.send(
                new RepriceBid(
                        match.bidId(),
                        Market.OWNER,
                        new Price(perHour, Per.HOUR),
                        null,
                        market.now()));
    }

    private BidDetails found(BidMatched match) {
        BidId id = match.bidId();
        return market.bean(BidQueries.class).handle(new FindBid(id, Market.OWNER)).orElseThrow();
    }

    private List<ReasonCode> reasons(BidMatched match) {
        return market
                .bean(BidQueries.class)
                .handle(new ListBidTransitions(match.bidId(), Market.OWNER))
                .stream()
                .map(ListBidTransitions.Transition::reason)
                .toList();
    }
}
