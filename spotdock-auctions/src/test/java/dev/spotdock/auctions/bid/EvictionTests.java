package dev.spotdock.auctions.bid;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.auctions.AllocationEnd;
import dev.spotdock.auctions.AttemptFreed;
import dev.spotdock.auctions.BidDetails;
import dev.spotdock.auctions.BidEvicted;
import dev.spotdock.auctions.BidMatched;
import dev.spotdock.auctions.BidRejection;
import dev.spotdock.auctions.BidRequeued;
import dev.spotdock.auctions.BidStatus;
import dev.spotdock.auctions.BidStopRequested;
import dev.spotdock.auctions.CancelBid;
import dev.spotdock.auctions.DrillEviction;
import dev.spotdock.auctions.EndAllocation;
import dev.spotdock.auctions.EvictNode;
import dev.spotdock.auctions.EvictionNoticed;
import dev.spotdock.auctions.FindBid;
import dev.spotdock.auctions.Market;
import dev.spotdock.auctions.OnEviction;
import dev.spotdock.auctions.ReasonCode;
import dev.spotdock.auctions.StartAllocation;
import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.outcome.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EvictionTests {

    private static final Duration NOTICE = Duration.ofSeconds(30);

    private final Market market = Market.fresh();

    @BeforeEach
    void oneNode() {
        market.node("n1", 4000, 8192);
    }

    @Test
    void aDrillIsNoticedStoppedAtItsDeadlineAndNotBefore() {
        BidMatched match = running(OnEviction.REQUEUE);
        market.pass(Duration.ofMinutes(10));
        Instant deadline = market.now().plus(NOTICE);
        assertThat(drill(match)).isInstanceOf(Outcome.Done.class);
        assertThat(found(match).eviction())
                .isEqualTo(
                        new BidDetails.Eviction(
                                market.now(), deadline, ReasonCode.DRILL, 1_000_000, null));
        assertThat(found(match).reason().next()).isEqualTo(deadline);
        market.pass(NOTICE.minusMillis(1));
        market.run("allocation-deadlines");
        assertThat(market.events().of(BidStopRequested.class)).isEmpty();
        market.pass(Duration.ofSeconds(5));
        market.run("allocation-deadlines");
        market.run("allocation-deadlines");
        assertThat(market.events().of(BidStopRequested.class))
                .singleElement()
                .satisfies(stop -> {
                    assertThat(stop.reason()).isEqualTo(ReasonCode.DRILL);
                    assertThat(stop.at()).as("what is charged ends there").isEqualTo(deadline);
                });
        end(match, AllocationEnd.STOPPED);
        BidDetails bid = found(match);
        assertThat(bid.status()).isEqualTo(BidStatus.SUBMITTED);
        assertThat(bid.reason().code()).isEqualTo(ReasonCode.DRILL);
        assertThat(bid.eviction()).isNull();
        market.run("matching");
        BidMatched again = market.events().of(BidMatched.class).getLast();
        assertThat(again.attempt()).isEqualTo(2);
        assertThat(market.events().of(BidRequeued.class).getFirst().sequence())
                .as("its place is kept")
                .isEqualTo(sequence(match));
        assertThat(market.events().of(AttemptFreed.class)).isEmpty();
    }

    @Test
    void aDrillRepeatedChangesNothing() {
        BidMatched match = running(OnEviction.REQUEUE);
        drill(match);
        BidDetails once = found(match);
        market.pass(Duration.ofSeconds(3));
        drill(match);
        assertThat(found(match)).isEqualTo(once);
        assertThat(market.events().of(EvictionNoticed.class)).hasSize(1);
    }

    @Test
    void onlyTheOwnersRunningBidIsDrilled() {
        BidDetails waiting = market.accepted();
        assertThat(market.send(drill(waiting, Market.OWNER)))
                .isEqualTo(Outcome.refused(new BidRejection.NotRunning(BidStatus.SUBMITTED)));
        assertThat(market.send(drill(waiting, new AccountId(new UUID(0, 9)))))
                .isEqualTo(Outcome.refused(new BidRejection.NotFound()));
        market.send(new CancelBid(waiting.bidId(), Market.OWNER, market.now()));
        assertThat(market.send(drill(waiting, Market.OWNER)))
                .isEqualTo(Outcome.refused(new BidRejection.AlreadyFinal(BidStatus.CANCELLED)));
    }

    @Test
    void oneThatWishesItEnds() {
        BidMatched match = running(OnEviction.TERMINATE);
        drill(match);
        market.pass(NOTICE);
        market.run("allocation-deadlines");
        end(match, AllocationEnd.STOPPED);
        assertThat(found(match).status()).isEqualTo(BidStatus.EVICTED);
        assertThat(market.funding().holds).isEmpty();
    }

    @Test
    void oneThatEndsByItselfBeforeTheDeadlineIsCompleted() {
        BidMatched match = running(OnEviction.TERMINATE);
        drill(match);
        market.pass(NOTICE.minusMillis(1));
        Instant endedAt = market.now();
        market.pass(Duration.ofSeconds(1));
        market.run("allocation-deadlines");
        market.send(
                new EndAllocation(
                        match.bidId(), match.allocationId(), AllocationEnd.EXITED, endedAt, 0, ""));
        assertThat(found(match).status()).isEqualTo(BidStatus.COMPLETED);
        assertThat(found(match).reason().code()).isEqualTo(ReasonCode.EXITED);
    }

    @Test
    void aCancelledOneIsCancelledThoughItWasNoticed() {
        BidMatched match = running(OnEviction.REQUEUE);
        drill(match);
        market.send(new CancelBid(match.bidId(), Market.OWNER, market.now()));
        market.pass(NOTICE);
        market.run("allocation-deadlines");
        end(match, AllocationEnd.STOPPED);
        assertThat(found(match).status()).isEqualTo(BidStatus.CANCELLED);
    }

    @Test
    void aDrainedNodeNoticesWhatRunsDisplacesWhatStartsAndFreesTheEarly() {
        BidMatched running = running(OnEviction.REQUEUE);
        market.accepted();
        market.run("matching");
        BidMatched starting = market.events().of(BidMatched.class).getLast();
        market.send(new EvictNode("n1", market.now()));
        market.send(new EvictNode("n1", market.now()));
        assertThat(market.events().of(EvictionNoticed.class))
                .singleElement()
                .satisfies(notice -> {
                    assertThat(notice.bidId()).isEqualTo(running.bidId());
                    assertThat(notice.reason()).isEqualTo(ReasonCode.NODE_DRAINED);
                    assertThat(notice.winningUnitPrice()).isNull();
                });
        assertThat(market.events().of(BidStopRequested.class))
                .singleElement()
                .satisfies(stop -> {
                    assertThat(stop.bidId()).isEqualTo(starting.bidId());
                    assertThat(stop.reason()).isEqualTo(ReasonCode.DISPLACED);
                });
        market.pass(NOTICE);
        market.run("allocation-deadlines");
        end(running, AllocationEnd.STOPPED);
        end(starting, AllocationEnd.START_FAILED);
        assertThat(found(running).reason().code()).isEqualTo(ReasonCode.NODE_DRAINED);
        assertThat(found(starting).reason().code()).isEqualTo(ReasonCode.DISPLACED);
        assertThat(market.events().of(AttemptFreed.class))
                .singleElement()
                .satisfies(freed ->
                        assertThat(freed.allocationId()).isEqualTo(running.allocationId()));
    }

    /** A final event ends the saga, which then would not refund any more. */
    @Test
    void aFreeAttemptIsToldBeforeItsBidIsOver() {
        BidMatched match = running(OnEviction.TERMINATE);
        market.send(new EvictNode("n1", market.now()));
        market.pass(NOTICE);
        market.run("allocation-deadlines");
        end(match, AllocationEnd.STOPPED);
        assertThat(market.events().committed)
                .filteredOn(event -> event instanceof AttemptFreed || event instanceof BidEvicted)
                .extracting(Object::getClass)
                .containsExactly(AttemptFreed.class, BidEvicted.class);
    }

    @Test
    void anAttemptIsFreeOnlyIfItsDeadlineWasEarly() {
        BidMatched match = running(OnEviction.REQUEUE);
        market.pass(Duration.ofMinutes(2).minus(NOTICE));
        drained(match);
        assertThat(market.events().of(AttemptFreed.class)).isEmpty();
    }

    @Test
    void anAttemptIsFreeOncePerDay() {
        BidMatched first = running(OnEviction.REQUEUE);
        drained(first);
        BidMatched second = nextAttempt();
        drained(second);
        assertThat(market.events().of(AttemptFreed.class)).hasSize(1);
        market.pass(Duration.ofHours(24));
        BidMatched third = nextAttempt();
        drained(third);
        assertThat(market.events().of(AttemptFreed.class))
                .extracting(AttemptFreed::allocationId)
                .containsExactly(first.allocationId(), third.allocationId());
    }

    @Test
    void aDrillIsNeverFree() {
        BidMatched match = running(OnEviction.REQUEUE);
        drill(match);
        market.pass(NOTICE);
        market.run("allocation-deadlines");
        end(match, AllocationEnd.STOPPED);
        assertThat(market.events().of(AttemptFreed.class)).isEmpty();
    }

    @Test
    void whoAskedForLessThanThePoolsNoticePays() {
        market.accepted(form -> form.guarantees(NOTICE.minusMillis(1), null));
        drained(started());
        assertThat(market.events().of(AttemptFreed.class)).isEmpty();
    }

    private BidMatched nextAttempt() {
        market.run("matching");
        return started();
    }

    private void drained(BidMatched match) {
        market.send(new EvictNode("n1", market.now()));
        market.pass(NOTICE);
        market.run("allocation-deadlines");
        end(match, AllocationEnd.STOPPED);
    }

    private BidMatched running(OnEviction wish) {
        market.accepted(form -> form.onEviction(wish));
        return started();
    }

    private BidMatched started() {
        market.run("matching");
        BidMatched match = market.events().of(BidMatched.class).getLast();
        market.send(
                new StartAllocation(match.bidId(), match.allocationId(), "c1", null, market.now()));
        return match;
    }

    private Outcome<BidDetails, BidRejection> drill(BidMatched match) {
        return market.send(new DrillEviction(match.bidId(), Market.OWNER, market.now()));
    }

    private DrillEviction drill(BidDetails bid, AccountId owner) {
        return new DrillEviction(bid.bidId(), owner, market.now());
    }

    private void end(BidMatched match, AllocationEnd how) {
        market.send(
                new EndAllocation(
                        match.bidId(), match.allocationId(), how, market.now(), null, ""));
    }

    private BidDetails found(BidMatched match) {
        return market.bean(BidQueries.class)
                .handle(new FindBid(match.bidId(), Market.OWNER))
                .orElseThrow();
    }

    private long sequence(BidMatched match) {
        return market.jdbc()
                .sql("select sequence from auctions.bid where id = ?")
                .param(match.bidId().value())
                .query(Long.class)
                .single();
    }
}
