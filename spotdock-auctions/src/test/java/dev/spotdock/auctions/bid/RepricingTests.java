package dev.spotdock.auctions.bid;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.auctions.AllocationEnd;
import dev.spotdock.auctions.BidDetails;
import dev.spotdock.auctions.BidMatched;
import dev.spotdock.auctions.BidRejection;
import dev.spotdock.auctions.BidRepriced;
import dev.spotdock.auctions.BidRequeued;
import dev.spotdock.auctions.BidStatus;
import dev.spotdock.auctions.BidStopRequested;
import dev.spotdock.auctions.CancelBid;
import dev.spotdock.auctions.DrillEviction;
import dev.spotdock.auctions.EndAllocation;
import dev.spotdock.auctions.FindBid;
import dev.spotdock.auctions.ListBidTransitions;
import dev.spotdock.auctions.Market;
import dev.spotdock.auctions.ReasonCode;
import dev.spotdock.auctions.RepriceBid;
import dev.spotdock.auctions.StartAllocation;
import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.BidId;
import dev.spotdock.kernel.money.Money;
import dev.spotdock.kernel.money.Per;
import dev.spotdock.kernel.money.Price;
import dev.spotdock.kernel.outcome.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RepricingTests {

    private static final Duration MIN_RUN = Duration.ofMinutes(1);
    private static final Duration NOTICE = Duration.ofSeconds(30);

    private final Market market = Market.fresh();

    @Test
    void aWaitingBidTakesItsNewPlaceAtOnce() {
        market.node("n1", 1000, 2048);
        BidDetails first = market.accepted(form -> form.perHour(2_000_000));
        BidDetails second = market.accepted(form -> form.perHour(1_000_000));
        BidDetails third = market.accepted(form -> form.perHour(2_000_000));
        reprice(first.bidId(), 3_000_000);
        reprice(first.bidId(), 2_000_000);
        reprice(second.bidId(), 1_500_000);
        market.run("matching");
        assertThat(market.events().of(BidMatched.class))
                .as("the one that kept its price kept its place")
                .extracting(BidMatched::bidId)
                .containsExactly(third.bidId());
        assertThat(found(first).effectiveUnitPrice()).isEqualTo(2_000_000);
        assertThat(market.events().of(BidRepriced.class))
                .extracting(BidRepriced::effectiveUnitPrice)
                .containsExactly(3_000_000L, 2_000_000L, 1_500_000L);
    }

    @Test
    void theHoldFollowsTheMaximum() {
        BidDetails bid = market.accepted(form -> form.perHour(6_000_000));
        reprice(bid.bidId(), 12_000_000);
        assertThat(market.funding().holds).containsEntry(bid.bidId(), Money.ofMicros(200_000));
        reprice(bid.bidId(), 3_000_000);
        assertThat(market.funding().holds).containsEntry(bid.bidId(), Money.ofMicros(50_000));
    }

    @Test
    void withoutMoneyForTheHoldNothingChanges() {
        BidDetails bid = market.accepted(form -> form.perHour(6_000_000));
        market.funding().onlyFree(Money.ofMicros(99_999));
        assertThat(reprice(bid.bidId(), 12_000_000))
                .isEqualTo(
                        Outcome.refused(
                                new BidRejection.InsufficientFunds(
                                        Money.ofMicros(100_000), Money.ofMicros(99_999))));
        assertThat(found(bid)).isEqualTo(bid);
        assertThat(market.events().of(BidRepriced.class)).isEmpty();
    }

    @Test
    void theSamePriceChangesNothing() {
        BidDetails bid = market.accepted();
        Price same = new Price(bid.maxPrice().microsPerHour(), Per.SECOND);
        assertThat(market.send(command(bid.bidId(), same, null))).isEqualTo(Outcome.done(bid));
        assertThat(market.events().of(BidRepriced.class)).isEmpty();
    }

    @Test
    void onlyTheVersionThatWasSeenIsRepriced() {
        BidDetails bid = market.accepted();
        Price price = new Price(5_000_000, Per.HOUR);
        assertThat(market.send(command(bid.bidId(), price, Set.of(bid.version() + 1))))
                .isEqualTo(Outcome.refused(new BidRejection.VersionMismatch(bid.version())));
        assertThat(market.send(command(bid.bidId(), price, Set.of())))
                .isEqualTo(Outcome.refused(new BidRejection.VersionMismatch(bid.version())));
        assertThat(market.send(command(bid.bidId(), price, Set.of(bid.version()))))
                .isEqualTo(Outcome.done(found(bid)));
        assertThat(found(bid).version()).isEqualTo(bid.version() + 1);
    }

    @Test
    void finalBidsAndThoseOfOthersAreRefused() {
        BidDetails bid = market.accepted();
        market.send(new CancelBid(bid.bidId(), Market.OWNER, market.now()));
        assertThat(reprice(bid.bidId(), 5_000_000))
                .isEqualTo(Outcome.refused(new BidRejection.AlreadyFinal(BidStatus.CANCELLED)));
        RepriceBid others =
                new RepriceBid(
                        market.accepted().bidId(),
                        new AccountId(new UUID(0, 9)),
                        new Price(1, Per.HOUR),
                        null,
                        market.now());
        assertThat(market.send(others)).isEqualTo(Outcome.refused(new BidRejection.NotFound()));
    }

    @Test
    void aWaitingBidMayGoBelowTheFloorARunningOneMayNot() {
        BidDetails waiting = market.accepted();
        reprice(waiting.bidId(), 1);
        assertThat(found(waiting).reason().code()).isEqualTo(ReasonCode.PRICE_BELOW_FLOOR);
        reprice(waiting.bidId(), 1_000_000);
        assertThat(found(waiting).reason().code()).isEqualTo(ReasonCode.AWAITING_CAPACITY);
        BidMatched running = running(1_000_000);
        assertThat(reprice(running.bidId(), 9_999))
                .isEqualTo(Outcome.refused(new BidRejection.BelowFloor(BidStatus.RUNNING, 10_000)));
        assertThat(reprice(running.bidId(), 10_000)).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void whatRunsIsRaisedAtOnce() {
        BidMatched running = running(1_000_000);
        BidDetails raised = done(reprice(running.bidId(), 2_000_000));
        assertThat(raised.effectiveUnitPrice()).isEqualTo(2_000_000);
        assertThat(raised.lowered()).isNull();
        assertThat(raised.status()).isEqualTo(BidStatus.RUNNING);
        assertThat(maximaBefore(running.bidId())).containsExactly(1_000_000L);
    }

    @Test
    void whatRunsIsLoweredAfterItsMinimumRun() {
        BidMatched running = running(2_000_000);
        Instant startedAt = market.now();
        market.pass(Duration.ofSeconds(10));
        BidDetails lowered = done(reprice(running.bidId(), 1_000_000));
        assertThat(lowered.maxPrice().microsPerHour()).isEqualTo(1_000_000);
        assertThat(lowered.effectiveUnitPrice()).isEqualTo(2_000_000);
        assertThat(lowered.lowered())
                .isEqualTo(new BidDetails.Lowered(1_000_000, startedAt.plus(MIN_RUN)));
        assertThat(found(lowered)).isEqualTo(lowered);
        market.at(startedAt.plus(MIN_RUN).minusMillis(1));
        market.run("allocation-deadlines");
        assertThat(found(lowered)).isEqualTo(lowered);
        market.pass(Duration.ofSeconds(2));
        market.run("allocation-deadlines");
        assertThat(found(lowered).effectiveUnitPrice()).isEqualTo(1_000_000);
        assertThat(found(lowered).lowered()).isNull();
        assertThat(found(lowered).version()).isEqualTo(lowered.version());
        assertThat(repricedAt(running.bidId())).containsExactly(startedAt.plus(MIN_RUN));
        assertThat(market.funding().holds)
                .containsEntry(running.bidId(), Money.ofMicros(1_000_000 / 60));
    }

    @Test
    void afterTheMinimumRunLoweringAppliesAtOnce() {
        BidMatched running = running(2_000_000);
        market.pass(MIN_RUN);
        BidDetails lowered = done(reprice(running.bidId(), 1_000_000));
        assertThat(lowered.effectiveUnitPrice()).isEqualTo(1_000_000);
        assertThat(lowered.lowered()).isNull();
    }

    @Test
    void aPendingNoticeIsWaitedFor() {
        BidMatched running = running(2_000_000);
        market.pass(MIN_RUN);
        market.send(new DrillEviction(running.bidId(), Market.OWNER, market.now()));
        Instant deadline = market.now().plus(NOTICE);
        market.pass(Duration.ofSeconds(1));
        assertThat(done(reprice(running.bidId(), 1_000_000)).lowered())
                .isEqualTo(new BidDetails.Lowered(1_000_000, deadline));
        market.at(deadline);
        market.run("allocation-deadlines");
        end(running, AllocationEnd.STOPPED);
        assertThat(market.events().of(BidStopRequested.class)).hasSize(1);
        assertThat(market.events().of(BidRequeued.class))
                .singleElement()
                .satisfies(back -> {
                    assertThat(back.effectiveUnitPrice()).isEqualTo(1_000_000);
                    assertThat(back.sequence())
                            .isEqualTo(market.events().of(BidRepriced.class).getLast().sequence());
                });
    }

    @Test
    void whatHasNotStartedIsLoweredAfterItsStartAndItsMinimumRun() {
        BidMatched matched = matched(2_000_000);
        assertThat(done(reprice(matched.bidId(), 1_000_000)).lowered())
                .isEqualTo(new BidDetails.Lowered(1_000_000, null));
        market.pass(Duration.ofSeconds(3));
        start(matched);
        assertThat(found(matched.bidId()).lowered())
                .isEqualTo(new BidDetails.Lowered(1_000_000, market.now().plus(MIN_RUN)));
    }

    @Test
    void whatNeverStartsIsLoweredWhenItIsBack() {
        BidMatched matched = matched(2_000_000);
        reprice(matched.bidId(), 1_000_000);
        end(matched, AllocationEnd.START_FAILED);
        BidDetails back = found(matched.bidId());
        assertThat(back.status()).isEqualTo(BidStatus.SUBMITTED);
        assertThat(back.effectiveUnitPrice()).isEqualTo(1_000_000);
        assertThat(back.lowered()).isNull();
    }

    @Test
    void raisingAgainTakesTheLoweringBack() {
        BidMatched running = running(2_000_000);
        reprice(running.bidId(), 1_000_000);
        BidDetails less = done(reprice(running.bidId(), 1_500_000));
        assertThat(less.lowered())
                .extracting(BidDetails.Lowered::effectiveUnitPrice)
                .isEqualTo(1_500_000L);
        BidDetails back = done(reprice(running.bidId(), 2_000_000));
        assertThat(back.lowered()).isNull();
        assertThat(back.effectiveUnitPrice()).isEqualTo(2_000_000);
    }

    /** Charges may have gone by it already. */
    @Test
    void aLoweringWhoseTimeHasComeIsNotTakenBackByARaiseThatComesFirst() {
        BidMatched running = running(2_000_000);
        Instant from = market.now().plus(MIN_RUN);
        reprice(running.bidId(), 1_000_000);
        market.at(from.plusMillis(300));
        reprice(running.bidId(), 3_000_000);
        assertThat(maximaBefore(running.bidId())).containsExactly(2_000_000L, 1_000_000L);
        assertThat(repricedAt(running.bidId())).containsExactly(from, market.now());
    }

    @Test
    void aLoweringWhoseTimeHasComeAppliedFromThenAlsoIfTheAttemptEndsFirst() {
        BidMatched running = running(2_000_000);
        Instant from = market.now().plus(MIN_RUN);
        reprice(running.bidId(), 1_000_000);
        market.at(from.plusMillis(300));
        end(running, AllocationEnd.EXITED);
        assertThat(repricedAt(running.bidId())).containsExactly(from);
    }

    @Test
    void everyChangeIsInTheHistoryWithItsOwnVersion() {
        BidDetails bid = market.accepted(form -> form.perHour(1_000_000));
        market.pass(Duration.ofSeconds(5));
        reprice(bid.bidId(), 2_000_000);
        List<ListBidTransitions.Transition> history =
                market.bean(BidQueries.class)
                        .handle(new ListBidTransitions(bid.bidId(), Market.OWNER));
        assertThat(history)
                .extracting(ListBidTransitions.Transition::version)
                .containsExactly(1L, 2L);
        assertThat(history.getLast().at()).isEqualTo(market.now());
        assertThat(history.getLast().effectiveUnitPrice()).isEqualTo(2_000_000);
    }

    private BidMatched matched(long perHour) {
        market.node("n1", 1000, 2048);
        market.accepted(form -> form.perHour(perHour));
        market.run("matching");
        return market.events().of(BidMatched.class).getLast();
    }

    private BidMatched running(long perHour) {
        BidMatched matched = matched(perHour);
        start(matched);
        return matched;
    }

    private void start(BidMatched matched) {
        market.send(
                new StartAllocation(
                        matched.bidId(), matched.allocationId(), "c0ffee", null, market.now()));
    }

    private void end(BidMatched matched, AllocationEnd end) {
        market.send(
                new EndAllocation(
                        matched.bidId(), matched.allocationId(), end, market.now(), null, ""));
    }

    private Outcome<BidDetails, BidRejection> reprice(BidId bidId, long perHour) {
        return market.send(command(bidId, new Price(perHour, Per.HOUR), null));
    }

    private RepriceBid command(BidId bidId, Price price, @Nullable Set<Long> versions) {
        return new RepriceBid(bidId, Market.OWNER, price, versions, market.now());
    }

    private static BidDetails done(Outcome<BidDetails, BidRejection> outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        return ((Outcome.Done<BidDetails, BidRejection>) outcome).value();
    }

    private BidDetails found(BidDetails bid) {
        return found(bid.bidId());
    }

    private BidDetails found(BidId bidId) {
        return market.bean(BidQueries.class).handle(new FindBid(bidId, Market.OWNER)).orElseThrow();
    }

    private List<Long> maximaBefore(BidId bidId) {
        return market.jdbc()
                .sql("select max_before from auctions.repricing where bid_id = ? order by at")
                .param(bidId.value())
                .query((row, _) -> row.getLong("max_before"))
                .list();
    }

    private List<Instant> repricedAt(BidId bidId) {
        return market.jdbc()
                .sql("select at from auctions.repricing where bid_id = ? order by at")
                .param(bidId.value())
                .query((row, _) -> row.getTimestamp("at").toInstant())
                .list();
    }
}
