package dev.spotdock.auctions.bid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spotdock.auctions.AllocationEnd;
import dev.spotdock.auctions.BidCancelled;
import dev.spotdock.auctions.BidCompleted;
import dev.spotdock.auctions.BidDetails;
import dev.spotdock.auctions.BidFailed;
import dev.spotdock.auctions.BidMatched;
import dev.spotdock.auctions.BidRejection;
import dev.spotdock.auctions.BidRequeued;
import dev.spotdock.auctions.BidRunning;
import dev.spotdock.auctions.BidStatus;
import dev.spotdock.auctions.BidStopRequested;
import dev.spotdock.auctions.CancelBid;
import dev.spotdock.auctions.EndAllocation;
import dev.spotdock.auctions.FindBid;
import dev.spotdock.auctions.FindPool;
import dev.spotdock.auctions.ListBidTransitions;
import dev.spotdock.auctions.ListRunningAccounts;
import dev.spotdock.auctions.Market;
import dev.spotdock.auctions.OnEviction;
import dev.spotdock.auctions.PoolDetails;
import dev.spotdock.auctions.ReasonCode;
import dev.spotdock.auctions.StartAllocation;
import dev.spotdock.auctions.StopBid;
import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.outcome.Outcome;
import dev.spotdock.kernel.resources.Resources;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AllocationCommandsTests {

    private static final String PINNED = "docker.io/library/busybox@sha256:" + "1".repeat(64);

    private final Market market = Market.fresh();

    @BeforeEach
    void oneNode() {
        market.node("n1", 4000, 8192);
    }

    @AfterEach
    void everyNodeCountsRight() {
        market.noNodeIsExceeded();
    }

    private BidMatched matched(@Nullable Duration validFor, @Nullable Duration maxRuntime) {
        market.accepted(form -> form.times(validFor, maxRuntime));
        market.run("matching");
        return market.events().of(BidMatched.class).getLast();
    }

    private void start(BidMatched match, Instant at) {
        market.send(new StartAllocation(match.bidId(), match.allocationId(), "c1", PINNED, at));
    }

    private boolean end(BidMatched match, AllocationEnd how) {
        market.send(
                new EndAllocation(
                        match.bidId(), match.allocationId(), how, market.now(), 3, "why"));
        return found(match).status().isFinal();
    }

    private Outcome<BidDetails, BidRejection> cancel(BidMatched match) {
        return market.send(new CancelBid(match.bidId(), Market.OWNER, market.now()));
    }

    private BidDetails found(BidMatched match) {
        return market.bean(BidQueries.class)
                .handle(new FindBid(match.bidId(), Market.OWNER))
                .orElseThrow();
    }

    @Test
    void anAttemptShowsTheImageThatItRuns() {
        BidMatched match = matched(null, null);
        assertThat(Objects.requireNonNull(found(match).allocation()).image()).isNull();
        start(match, market.now());
        assertThat(Objects.requireNonNull(found(match).allocation()).image()).isEqualTo(PINNED);
    }

    @Test
    void whoRunsInAPoolIsListedPageByPage() {
        market.node("n1", 4000, 8192);
        List<AccountId> owners =
                Stream.of(3, 1, 2, 2).map(i -> new AccountId(new UUID(9, i))).toList();
        owners.forEach(owner -> market.accepted(form -> form.owner(owner)));
        market.run("matching");
        market.events()
                .of(BidMatched.class)
                .subList(0, 3)
                .forEach(match -> start(match, market.now()));
        AccountId one = owners.get(1);
        AccountId two = owners.get(2);
        AccountId three = owners.get(0);
        assertThat(runningAccounts(null, 5)).containsExactly(one, two, three);
        assertThat(runningAccounts(null, 2)).containsExactly(one, two);
        assertThat(runningAccounts(two, 2)).containsExactly(three);
        assertThat(runningAccounts(three, 2)).isEmpty();
    }

    private List<AccountId> runningAccounts(@Nullable AccountId after, int limit) {
        return market.bean(PoolQueries.class)
                .handle(new ListRunningAccounts("default", after, limit));
    }

    @Test
    void runsAndEnds() {
        BidMatched match = matched(null, null);
        market.pass(Duration.ofSeconds(2));
        start(match, market.now());
        start(match, market.now().plusSeconds(1));
        assertThat(market.events().of(BidRunning.class)).hasSize(1);
        assertThat(found(match).status()).isEqualTo(BidStatus.RUNNING);
        PoolDetails pool =
                market.bean(PoolQueries.class).handle(new FindPool("default")).orElseThrow();
        assertThat(pool.running()).isEqualTo(1);
        assertThat(pool.used()).isEqualTo(new Resources(1000, 2048, 0));
        market.pass(Duration.ofSeconds(10));
        assertThat(end(match, AllocationEnd.EXITED)).isTrue();
        BidDetails bid = found(match);
        assertThat(bid.status()).isEqualTo(BidStatus.COMPLETED);
        assertThat(bid.reason().message()).endsWith("why");
        assertThat(bid.allocation())
                .satisfies(allocation -> {
                    assertThat(allocation.exitCode()).isEqualTo(3);
                    assertThat(allocation.endedAt()).isEqualTo(market.now());
                });
        assertThat(market.funding().holds).isEmpty();
        assertThat(
                        market.bean(BidQueries.class)
                                .handle(new ListBidTransitions(match.bidId(), Market.OWNER)))
                .extracting(ListBidTransitions.Transition::status)
                .containsExactly(
                        BidStatus.SUBMITTED,
                        BidStatus.MATCHED,
                        BidStatus.RUNNING,
                        BidStatus.COMPLETED);
        var meters = market.bean(MeterRegistry.class);
        assertThat(meters.get("spotdock.auctions.bids.start.latency").timer().count()).isPositive();
    }

    @Test
    void cancellingARunningBidStopsItFirst() {
        BidMatched match = matched(null, null);
        start(match, market.now());
        assertThat(cancel(match)).isInstanceOf(Outcome.Done.class);
        assertThat(cancel(match)).isInstanceOf(Outcome.Done.class);
        assertThat(found(match).status()).isEqualTo(BidStatus.RUNNING);
        assertThat(found(match).reason().code()).isEqualTo(ReasonCode.CANCELLED_BY_USER);
        assertThat(market.events().of(BidStopRequested.class))
                .singleElement()
                .satisfies(e -> assertThat(e.stopTimeout()).isEqualTo(Duration.ofSeconds(10)));
        end(match, AllocationEnd.STOPPED);
        assertThat(found(match).status()).isEqualTo(BidStatus.CANCELLED);
        assertThat(market.events().of(BidCancelled.class)).hasSize(1);
    }

    @Test
    void oneCancelledWhileItStartsStaysCancelledWhenItRuns() {
        BidMatched match = matched(null, Duration.ofHours(1));
        cancel(match);
        start(match, market.now());
        assertThat(found(match).status()).isEqualTo(BidStatus.RUNNING);
        assertThat(found(match).reason().code()).isEqualTo(ReasonCode.CANCELLED_BY_USER);
        end(match, AllocationEnd.EXITED);
        assertThat(found(match).status()).isEqualTo(BidStatus.CANCELLED);
    }

    @Test
    void startFailuresAreTriedAgainAndThenGivenUp() {
        BidMatched first = matched(Duration.ofMinutes(1), null);
        market.pass(Duration.ofMinutes(2));
        assertThat(end(first, AllocationEnd.START_FAILED)).isFalse();
        assertThat(market.events().of(BidRequeued.class).getFirst().expiresAt())
                .as("counts waiting only, anew")
                .isEqualTo(market.now().plusSeconds(60));
        market.run("matching");
        BidMatched second = market.events().of(BidMatched.class).getLast();
        assertThat(second.attempt()).isEqualTo(2);
        assertThat(end(first, AllocationEnd.START_FAILED)).as("an old one again").isFalse();
        assertThat(end(second, AllocationEnd.START_FAILED)).isFalse();
        market.run("matching");
        assertThat(end(market.events().of(BidMatched.class).getLast(), AllocationEnd.START_FAILED))
                .isTrue();
        assertThat(market.events().of(BidFailed.class)).hasSize(1);
        assertThat(found(first).attempts()).isEqualTo(3);
        assertThat(market.funding().holds).isEmpty();
    }

    @Test
    void aLostNodeSendsBackToTheBookOrEvictsAsTheBidWishes() {
        BidMatched back = matched(null, null);
        market.accepted(form -> form.onEviction(OnEviction.TERMINATE));
        market.run("matching");
        BidMatched over = market.events().of(BidMatched.class).getLast();
        assertThat(end(back, AllocationEnd.NODE_LOST)).isFalse();
        assertThat(end(over, AllocationEnd.NODE_LOST)).isTrue();
        assertThat(found(over).status()).isEqualTo(BidStatus.EVICTED);
        assertThat(market.events().of(BidRequeued.class).getFirst().sequence()).isPositive();
        market.run("matching");
        assertThat(found(back).status()).isEqualTo(BidStatus.MATCHED);
    }

    @Test
    void stopsWhatHasRunLongEnough() {
        BidMatched match = matched(null, Duration.ofMinutes(10));
        start(match, market.now());
        assertThat(found(match).stopsAt())
                .isEqualTo(
                        new BidDetails.StopsAt(
                                market.now().plusSeconds(600), ReasonCode.MAX_RUNTIME));
        market.pass(Duration.ofMillis(599_999));
        market.runOnly("allocation-deadlines");
        assertThat(market.events().of(BidStopRequested.class)).isEmpty();
        market.pass(Duration.ofMillis(1));
        market.runOnly("allocation-deadlines");
        market.runOnly("allocation-deadlines");
        assertThat(market.events().of(BidStopRequested.class)).hasSize(1);
        end(match, AllocationEnd.STOPPED);
        assertThat(market.events().of(BidCompleted.class))
                .singleElement()
                .satisfies(e -> assertThat(e.reason()).isEqualTo(ReasonCode.MAX_RUNTIME));
    }

    @Test
    void theEndOfMoneyStopsOnceAndACancelDuringItChangesNothing() {
        BidMatched match = matched(null, null);
        start(match, market.now());
        StopBid stop =
                new StopBid(
                        match.bidId(),
                        match.allocationId(),
                        ReasonCode.FUNDS_EXHAUSTED,
                        market.now());
        market.send(stop);
        market.send(stop);
        assertThat(cancel(match)).isEqualTo(Outcome.done(found(match)));
        assertThat(market.events().of(BidStopRequested.class)).hasSize(1);
        end(match, AllocationEnd.STOPPED);
        market.send(stop);
        assertThat(found(match).reason().code()).isEqualTo(ReasonCode.FUNDS_EXHAUSTED);
    }

    @Test
    void anUnknownAllocationIsABug() {
        BidMatched one = matched(null, null);
        BidMatched other = matched(null, null);
        EndAllocation mixed =
                new EndAllocation(
                        one.bidId(),
                        other.allocationId(),
                        AllocationEnd.EXITED,
                        market.now(),
                        0,
                        "");
        assertThatThrownBy(() -> market.send(mixed)).hasMessageContaining("has no allocation");
        assertThat(List.of(found(one).status(), found(other).status()))
                .containsOnly(BidStatus.MATCHED);
    }
}
