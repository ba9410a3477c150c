package dev.spotdock.auctions.matching;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.auctions.AllocationEnd;
import dev.spotdock.auctions.AttemptFreed;
import dev.spotdock.auctions.BidDetails;
import dev.spotdock.auctions.BidMatched;
import dev.spotdock.auctions.BidStatus;
import dev.spotdock.auctions.BidStopRequested;
import dev.spotdock.auctions.CancelBid;
import dev.spotdock.auctions.EndAllocation;
import dev.spotdock.auctions.EvictionNoticed;
import dev.spotdock.auctions.EvictionWithdrawn;
import dev.spotdock.auctions.Market;
import dev.spotdock.auctions.ReasonCode;
import dev.spotdock.auctions.RepriceBid;
import dev.spotdock.auctions.StartAllocation;
import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.BidId;
import dev.spotdock.kernel.money.Per;
import dev.spotdock.kernel.money.Price;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a dearer bid does to a running one, from the book to the rows; one node of one slot. */
class EvictingMarketTests {

    private static final Duration MIN_RUN = Duration.ofSeconds(60);
    private static final Duration NOTICE = Duration.ofSeconds(30);
    private static final long DEARER = 1_050_000;
    private static final int NOTICES_A_MINUTE = 10;

    private final Market market = Market.fresh();

    @BeforeEach
    void oneSlot() {
        market.node("n1", 1000, 2048);
    }

    @AfterEach
    void noNodeIsExceeded() {
        market.noNodeIsExceeded();
    }

    @Test
    void aDearerBidEvictsTheRunningOneAfterMinimumRunAndNotice() {
        BidMatched cheap = running();
        market.pass(MIN_RUN.minusMillis(1));
        BidDetails dear = market.accepted(form -> form.perHour(DEARER));
        market.run("matching");
        assertThat(market.events().of(EvictionNoticed.class)).isEmpty();
        assertThat(reason(dear.bidId())).isEqualTo("MINIMUM_RUN");

        market.pass(Duration.ofSeconds(2));
        Instant deadline = market.now().plus(NOTICE);
        market.run("matching");
        market.run("matching");
        assertThat(market.events().of(EvictionNoticed.class))
                .singleElement()
                .satisfies(notice -> {
                    assertThat(notice.bidId()).isEqualTo(cheap.bidId());
                    assertThat(notice.reason()).isEqualTo(ReasonCode.OUTBID);
                    assertThat(notice.deadline()).isEqualTo(deadline);
                    assertThat(notice.ownUnitPrice()).isEqualTo(1_000_000);
                    assertThat(notice.winningUnitPrice()).isEqualTo(DEARER);
                });
        assertThat(reason(dear.bidId())).isEqualTo("AWAITING_EVICTION");

        market.pass(NOTICE);
        market.run("allocation-deadlines");
        market.run("matching");
        assertThat(matched(dear)).as("its capacity is not free yet").isZero();
        end(cheap, AllocationEnd.STOPPED);
        market.run("matching");
        assertThat(matched(dear)).isEqualTo(1);
        assertThat(market.count("nomination")).isZero();
        assertThat(reason(cheap.bidId())).isEqualTo("AWAITING_CAPACITY");
        assertThat(status(cheap.bidId())).isEqualTo(BidStatus.SUBMITTED);
        assertThat(market.events().of(AttemptFreed.class))
                .as("the same account outbid itself")
                .isEmpty();
    }

    @Test
    void anAttemptThatAnotherAccountEvictsEarlyIsFree() {
        BidMatched cheap = running();
        market.pass(MIN_RUN);
        market.accepted(form -> form.perHour(DEARER).owner(new AccountId(new UUID(0, 7))));
        market.run("matching");
        market.pass(NOTICE);
        market.run("allocation-deadlines");
        end(cheap, AllocationEnd.STOPPED);
        assertThat(market.events().of(AttemptFreed.class))
                .singleElement()
                .satisfies(
                        freed -> assertThat(freed.allocationId()).isEqualTo(cheap.allocationId()));
    }

    @Test
    void oneThatIsNotDearerByTheStepWaits() {
        running();
        market.pass(MIN_RUN);
        BidDetails equal = market.accepted(form -> form.perHour(DEARER - 1));
        market.run("matching");
        assertThat(market.events().of(EvictionNoticed.class)).isEmpty();
        assertThat(reason(equal.bidId())).isEqualTo("AWAITING_CAPACITY");
    }

    @Test
    void aNoticeThatNobodyJustifiesAnyMoreIsWithdrawn() {
        BidMatched cheap = running();
        market.pass(MIN_RUN);
        BidDetails dear = market.accepted(form -> form.perHour(DEARER));
        market.run("matching");
        market.send(new CancelBid(dear.bidId(), Market.OWNER, market.now()));
        market.pass(Duration.ofSeconds(1));
        market.run("matching");
        assertThat(market.events().of(EvictionWithdrawn.class))
                .singleElement()
                .satisfies(spared -> assertThat(spared.bidId()).isEqualTo(cheap.bidId()));
        market.pass(NOTICE);
        market.run("allocation-deadlines");
        assertThat(market.events().of(BidStopRequested.class)).isEmpty();
        assertThat(status(cheap.bidId())).isEqualTo(BidStatus.RUNNING);
        assertThat(market.count("eviction_notice where withdrawn_at is not null")).isEqualTo(1);
        assertThat(market.count("nomination")).isZero();
    }

    @Test
    void oneThatExitsFirstIsCompletedAndItsCapacityIsTheNewcomers() {
        BidMatched cheap = running();
        market.pass(MIN_RUN);
        BidDetails dear = market.accepted(form -> form.perHour(DEARER));
        market.run("matching");
        market.pass(Duration.ofSeconds(5));
        end(cheap, AllocationEnd.EXITED);
        market.run("matching");
        assertThat(status(cheap.bidId())).isEqualTo(BidStatus.COMPLETED);
        assertThat(matched(dear)).isEqualTo(1);
    }

    @Test
    void oneThatHasNotStartedIsDisplacedAtOnce() {
        BidDetails cheap = market.accepted();
        market.run("matching");
        BidMatched match = market.events().of(BidMatched.class).getFirst();
        BidDetails dear = market.accepted(form -> form.perHour(DEARER));
        market.run("matching");
        assertThat(market.events().of(BidStopRequested.class))
                .singleElement()
                .satisfies(stop -> assertThat(stop.reason()).isEqualTo(ReasonCode.DISPLACED));
        assertThat(matched(dear)).as("the node may not be free yet").isZero();
        end(match, AllocationEnd.STOPPED);
        market.run("matching");
        assertThat(matched(dear)).isEqualTo(1);
        assertThat(status(cheap.bidId())).isEqualTo(BidStatus.SUBMITTED);
    }

    @Test
    void aNomineeDoesNotExpireWhileItWaitsForTheEviction() {
        running();
        market.pass(MIN_RUN);
        BidDetails dear =
                market.accepted(form -> form.times(Duration.ofSeconds(5), null).perHour(DEARER));
        market.run("matching");
        market.pass(Duration.ofSeconds(20));
        market.run("bid-expiry");
        assertThat(status(dear.bidId())).isEqualTo(BidStatus.SUBMITTED);
    }

    @Test
    void theTimeOfANominationThatCameToNothingDoesNotCountAsWaiting() {
        BidMatched cheap = running();
        market.pass(MIN_RUN);
        BidDetails dear =
                market.accepted(form -> form.times(Duration.ofMinutes(5), null).perHour(DEARER));
        market.run("matching");
        market.pass(Duration.ofSeconds(20));
        market.send(
                new RepriceBid(
                        cheap.bidId(),
                        Market.OWNER,
                        new Price(DEARER, Per.HOUR),
                        null,
                        market.now()));
        market.run("matching");
        assertThat(market.events().of(EvictionWithdrawn.class)).hasSize(1);
        assertThat(market.count("bid where expires_at = submitted_at + interval '320 s'"))
                .as("%s waits 20 s longer", dear.bidId())
                .isEqualTo(1);
    }

    @Test
    void theNoticesOfTheLastMinuteCountAgainstTheBudget() {
        market.node("n2", 10_000, 20_480);
        for (int i = 0; i <= NOTICES_A_MINUTE; i++) {
            market.accepted();
        }
        market.run("matching");
        market.events()
                .of(BidMatched.class)
                .forEach(match ->
                        market.send(
                                new StartAllocation(
                                        match.bidId(),
                                        match.allocationId(),
                                        "c",
                                        null,
                                        market.now())));
        market.pass(MIN_RUN);
        for (int i = 0; i < NOTICES_A_MINUTE; i++) {
            market.accepted(form -> form.perHour(DEARER));
        }
        market.run("matching");
        assertThat(market.events().of(EvictionNoticed.class)).hasSize(NOTICES_A_MINUTE);
        BidDetails last = market.accepted(form -> form.perHour(DEARER));
        market.pass(Duration.ofSeconds(29));
        market.run("matching");
        assertThat(market.events().of(EvictionNoticed.class)).hasSize(NOTICES_A_MINUTE);
        assertThat(reason(last.bidId())).isEqualTo("EVICTION_BUDGET");
        market.pass(Duration.ofSeconds(31));
        market.run("matching");
        assertThat(market.events().of(EvictionNoticed.class)).hasSize(NOTICES_A_MINUTE + 1);
    }

    @Test
    void nominationsSurviveTheLossOfTheLease() {
        BidMatched cheap = running();
        market.pass(MIN_RUN);
        market.accepted(form -> form.perHour(DEARER));
        market.run("matching");
        market.flushRedis();
        market.pass(Duration.ofSeconds(11)); // the lease is taken anew, the book is rebuilt
        market.run("matching");
        assertThat(market.events().of(EvictionNoticed.class)).hasSize(1);
        assertThat(market.events().of(EvictionWithdrawn.class)).isEmpty();
        market.pass(NOTICE);
        market.run("allocation-deadlines");
        end(cheap, AllocationEnd.STOPPED);
        market.run("matching");
        assertThat(market.events().of(BidMatched.class)).hasSize(2);
    }

    private BidMatched running() {
        market.accepted();
        market.run("matching");
        BidMatched match = market.events().of(BidMatched.class).getLast();
        market.send(
                new StartAllocation(match.bidId(), match.allocationId(), "c1", null, market.now()));
        return match;
    }

    private void end(BidMatched match, AllocationEnd how) {
        market.send(
                new EndAllocation(
                        match.bidId(), match.allocationId(), how, market.now(), null, ""));
    }

    private long matched(BidDetails bid) {
        return market.events().of(BidMatched.class).stream()
                .filter(match -> match.bidId().equals(bid.bidId()))
                .count();
    }

    private String reason(BidId bid) {
        return column(bid, "reason_code");
    }

    private BidStatus status(BidId bid) {
        return BidStatus.valueOf(column(bid, "status"));
    }

    private String column(BidId bid, String name) {
        return market.jdbc()
                .sql("select " + name + " from auctions.bid where id = ?")
                .param(bid.value())
                .query(String.class)
                .single();
    }
}
