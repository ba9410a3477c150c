package dev.spotdock.auctions.bid;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.auctions.BidCancelled;
import dev.spotdock.auctions.BidDetails;
import dev.spotdock.auctions.BidExpired;
import dev.spotdock.auctions.BidForm;
import dev.spotdock.auctions.BidRejection;
import dev.spotdock.auctions.BidStatus;
import dev.spotdock.auctions.BidSubmitted;
import dev.spotdock.auctions.CancelBid;
import dev.spotdock.auctions.FindBid;
import dev.spotdock.auctions.ListBidTransitions;
import dev.spotdock.auctions.ListBids;
import dev.spotdock.auctions.Market;
import dev.spotdock.auctions.ReasonCode;
import dev.spotdock.auctions.SubmitBid;
import dev.spotdock.auctions.SubmitBidBatch;
import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.money.Money;
import dev.spotdock.kernel.outcome.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class BidCommandsTests {

    private final Market market = Market.fresh();

    @Test
    void submittingHoldsAMinuteAndPublishes() {
        market.node("n1", 4000, 8192);
        BidDetails bid = market.accepted();
        assertThat(market.funding().holds).containsEntry(bid.bidId(), Money.ofMicros(16_666));
        assertThat(bid.status()).isEqualTo(BidStatus.SUBMITTED);
        assertThat(bid.reason().code()).isEqualTo(ReasonCode.AWAITING_CAPACITY);
        assertThat(bid.effectiveUnitPrice()).isEqualTo(1_000_000);
        assertThat(market.events().of(BidSubmitted.class)).hasSize(1);
        assertThat(found(bid)).isEqualTo(bid);
        assertThat(history(bid)).hasSize(1);
    }

    @Test
    void whatEveryFieldSaysSurvivesStorage() {
        BidDetails bid =
                market.accepted(form ->
                        form.times(Duration.ofMinutes(5), Duration.ofHours(1))
                                .guarantees(Duration.ofSeconds(61), Duration.ZERO)
                                .perHour(0));
        assertThat(found(bid)).isEqualTo(bid);
        assertThat(bid.container().env()).containsEntry("A", "b=c");
        assertThat(bid.surchargePercent()).isEqualTo(2);
        assertThat(market.funding().holds).containsEntry(bid.bidId(), Money.ofMicros(1));
    }

    @Test
    void saysWhyABidWaits() {
        market.node("n1", 1000, 2048);
        assertThat(market.accepted(form -> form.perHour(9_999)).reason().code())
                .isEqualTo(ReasonCode.PRICE_BELOW_FLOOR);
        assertThat(market.accepted(form -> form.shape(1001, 6)).reason().code())
                .isEqualTo(ReasonCode.NO_NODE_FITS);
    }

    @Test
    void aBatchTakesInEachBidOnItsOwnInItsOrder() {
        market.node("n1", 4000, 8192);
        market.funding().onlyFree(Money.ofMicros(16_666));
        SubmitBid first = market.oneSlot();
        SubmitBid tooDear = new BidForm(market.oneSlot()).perHour(1_000_060).bid();
        SubmitBid lost = new BidForm(market.oneSlot()).pool("x").bid();
        SubmitBid tooBig = new BidForm(market.oneSlot()).shape(4001, 6).bid();
        SubmitBid last = market.oneSlot();
        var outcomes = market.send(new SubmitBidBatch(List.of(first, tooDear, lost, tooBig, last)));
        assertThat(outcomes.get(1))
                .isEqualTo(
                        Outcome.refused(
                                new BidRejection.InsufficientFunds(
                                        Money.ofMicros(16_667), Money.ofMicros(16_666))));
        assertThat(outcomes.get(2)).isEqualTo(Outcome.refused(new BidRejection.UnknownPool("x")));
        List<SubmitBid> stored = List.of(first, tooBig, last);
        assertThat(market.events().of(BidSubmitted.class))
                .extracting(BidSubmitted::bidId)
                .containsExactlyElementsOf(stored.stream().map(SubmitBid::bidId).toList());
        assertThat(market.events().of(BidSubmitted.class))
                .extracting(BidSubmitted::sequence)
                .isSorted();
        assertThat(outcomes.stream().filter(Outcome.Done.class::isInstance).map(this::reason))
                .containsExactly(
                        ReasonCode.AWAITING_CAPACITY,
                        ReasonCode.NO_NODE_FITS,
                        ReasonCode.AWAITING_CAPACITY);
    }

    @Test
    void refusesUnknownPoolsAndMissingMoneyWithoutATrace() {
        assertThat(refusal(market.send(new BidForm(market.oneSlot()).pool("x").bid())))
                .isEqualTo(new BidRejection.UnknownPool("x"));
        market.funding().onlyFree(Money.ofMicros(16_665));
        assertThat(refusal(market.send(market.oneSlot())))
                .isEqualTo(
                        new BidRejection.InsufficientFunds(
                                Money.ofMicros(16_666), Money.ofMicros(16_665)));
        assertThat(market.events().committed).isEmpty();
        assertThat(
                        market.jdbc()
                                .sql("select count(*) from auctions.bid")
                                .query(Long.class)
                                .single())
                .isZero();
    }

    @Test
    void anImageThatMayNotRunIsRefusedAndItsNeighbourIsNot() {
        SubmitBid refused = new BidForm(market.oneSlot()).image("forbidden/app:1").bid();
        SubmitBid taken = market.oneSlot();
        var outcomes = market.send(new SubmitBidBatch(List.of(refused, taken)));
        assertThat(outcomes.getFirst())
                .isEqualTo(
                        Outcome.refused(
                                new BidRejection.ImageRefused(
                                        "forbidden/app:1", "not on the list")));
        assertThat(outcomes.getLast()).isInstanceOf(Outcome.Done.class);
        assertThat(market.events().of(BidSubmitted.class))
                .extracting(BidSubmitted::bidId)
                .containsExactly(taken.bidId());
        assertThat(refusal(market.send(new BidForm(refused).pool("x").bid())))
                .as("the pool comes first")
                .isEqualTo(new BidRejection.UnknownPool("x"));
    }

    @Test
    void cancellingAWaitingBidIsFinalAtOnce() {
        BidDetails bid = market.accepted();
        assertThat(cancel(bid, new AccountId(new UUID(1, 1))))
                .isEqualTo(Outcome.refused(new BidRejection.NotFound()));
        Outcome<BidDetails, BidRejection> done = cancel(bid, Market.OWNER);
        assertThat(done)
                .isInstanceOfSatisfying(
                        Outcome.Done.class,
                        d -> assertThat(((BidDetails) d.value())).isEqualTo(found(bid)));
        assertThat(found(bid).status()).isEqualTo(BidStatus.CANCELLED);
        assertThat(market.funding().holds).isEmpty();
        assertThat(market.events().of(BidCancelled.class)).hasSize(1);
        assertThat(cancel(bid, Market.OWNER))
                .isEqualTo(Outcome.refused(new BidRejection.AlreadyFinal(BidStatus.CANCELLED)));
        assertThat(history(bid)).extracting(t -> t.version()).containsExactly(1L, 2L);
    }

    @Test
    void expiresWhatHasWaitedLongEnough() {
        BidDetails patient = market.accepted();
        BidDetails hasty = market.accepted(form -> form.times(Duration.ofSeconds(10), null));
        BidExpiry expiry = market.bean(BidExpiry.class);
        expiry.runOnce(market.now().plusMillis(9_999));
        assertThat(found(hasty).status()).isEqualTo(BidStatus.SUBMITTED);
        expiry.runOnce(market.now().plusSeconds(10));
        expiry.runOnce(market.now().plusSeconds(20));
        assertThat(found(hasty).status()).isEqualTo(BidStatus.EXPIRED);
        assertThat(found(patient).status()).isEqualTo(BidStatus.SUBMITTED);
        assertThat(market.events().of(BidExpired.class)).hasSize(1);
        assertThat(market.funding().holds).containsOnlyKeys(patient.bidId());
    }

    @Test
    void expiryPassesOverWhatOthersHaveLocked() throws Exception {
        BidDetails locked = market.accepted(form -> form.times(Duration.ofSeconds(1), null));
        BidDetails other = market.accepted(form -> form.times(Duration.ofSeconds(2), null));
        BidExpiry expiry = market.bean(BidExpiry.class);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            new TransactionTemplate(market.bean(PlatformTransactionManager.class))
                    .executeWithoutResult(_ -> {
                        market.bean(Bids.class).lock(locked.bidId().value());
                        Future<?> run =
                                threads.submit(() -> expiry.runOnce(market.now().plusSeconds(9)));
                        assertThat(run).succeedsWithin(Duration.ofSeconds(10));
                    });
        }
        assertThat(found(locked).status()).isEqualTo(BidStatus.SUBMITTED);
        assertThat(found(other).status()).isEqualTo(BidStatus.EXPIRED);
    }

    @Test
    void listsNewestFirstPageByPage() {
        BidDetails first = market.accepted();
        BidDetails second = market.accepted(form -> form.pool("dear").perHour(2_000_000));
        BidDetails third = market.accepted();
        cancel(third, Market.OWNER);
        BidQueries queries = market.bean(BidQueries.class);
        assertThat(queries.handle(new ListBids(Market.OWNER, null, null, null, 2)))
                .extracting(BidDetails::bidId)
                .containsExactly(third.bidId(), second.bidId());
        assertThat(queries.handle(new ListBids(Market.OWNER, null, null, second.bidId(), 2)))
                .extracting(BidDetails::bidId)
                .containsExactly(first.bidId());
        assertThat(
                        queries.handle(
                                new ListBids(Market.OWNER, BidStatus.SUBMITTED, "dear", null, 10)))
                .extracting(BidDetails::bidId)
                .containsExactly(second.bidId());
        assertThat(queries.handle(new ListBids(new AccountId(new UUID(1, 1)), null, null, null, 9)))
                .isEmpty();
    }

    private ReasonCode reason(Outcome<BidDetails, BidRejection> done) {
        return found(((Outcome.Done<BidDetails, BidRejection>) done).value()).reason().code();
    }

    private BidDetails found(BidDetails bid) {
        return market.bean(BidQueries.class)
                .handle(new FindBid(bid.bidId(), Market.OWNER))
                .orElseThrow();
    }

    private List<ListBidTransitions.Transition> history(BidDetails bid) {
        return market.bean(BidQueries.class)
                .handle(new ListBidTransitions(bid.bidId(), Market.OWNER));
    }

    private Outcome<BidDetails, BidRejection> cancel(BidDetails bid, AccountId owner) {
        return market.send(new CancelBid(bid.bidId(), owner, market.now().plusSeconds(1)));
    }

    private static BidRejection refusal(Outcome<BidDetails, BidRejection> outcome) {
        return ((Outcome.Refused<BidDetails, BidRejection>) outcome).rejection();
    }
}
