package dev.spotdock.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.auctions.AllocationEnd;
import dev.spotdock.auctions.AttemptFreed;
import dev.spotdock.auctions.BidMatched;
import dev.spotdock.auctions.BidStopRequested;
import dev.spotdock.auctions.EndAllocation;
import dev.spotdock.auctions.LockBid;
import dev.spotdock.auctions.ReasonCode;
import dev.spotdock.auctions.StartAllocation;
import dev.spotdock.auctions.StopBid;
import dev.spotdock.billing.MeterExhausted;
import dev.spotdock.billing.StartMeter;
import dev.spotdock.billing.StopMeter;
import dev.spotdock.compute.LaunchWorkload;
import dev.spotdock.compute.StopWorkload;
import dev.spotdock.compute.WorkloadEnd;
import dev.spotdock.compute.WorkloadEnded;
import dev.spotdock.compute.WorkloadStarted;
import dev.spotdock.kernel.container.ContainerSpec;
import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.AllocationId;
import dev.spotdock.kernel.id.BidId;
import dev.spotdock.kernel.id.ReservationId;
import dev.spotdock.kernel.money.Money;
import dev.spotdock.kernel.resources.Resources;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BidLifecycleSagaTests {

    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final BidId BID = new BidId(new UUID(0, 1));
    private static final AccountId ACCOUNT = new AccountId(new UUID(0, 2));
    private static final AllocationId FIRST = new AllocationId(new UUID(0, 3));
    private static final AllocationId SECOND = new AllocationId(new UUID(0, 4));
    private static final ContainerSpec CONTAINER =
            new ContainerSpec("busybox:1.37", List.of("true"), Map.of());
    private static final Resources SHAPE = new Resources(1000, 512, 0);

    private final RecordingCommands commands = new RecordingCommands();
    private final BidLifecycleSaga saga = new BidLifecycleSaga();

    @BeforeEach
    void wire() {
        saga.setCommands(commands);
    }

    @Test
    void launchesWhatWasMatched() {
        saga.on(matched(FIRST, 1));
        assertThat(commands.sent())
                .containsExactly(
                        new LaunchWorkload(
                                FIRST, BID, "n1", SHAPE, CONTAINER, NOW.plusSeconds(300), NOW));
    }

    @Test
    void marksTheBidBeforeItStartsTheMeter() {
        saga.on(matched(FIRST, 1));
        commands.forget();
        saga.on(new WorkloadStarted(FIRST, BID, "n1", "c1", "busybox@sha256:1", NOW));
        assertThat(commands.sent())
                .containsExactly(
                        new StartAllocation(BID, FIRST, "c1", "busybox@sha256:1", NOW),
                        new StartMeter(FIRST, BID, ACCOUNT, 3_000_000, Money.ofMicros(7), NOW));
    }

    @Test
    void metersNothingThatUsesAReservation() {
        saga.on(matched(FIRST, 1, new ReservationId(new UUID(5, 5))));
        saga.on(new WorkloadStarted(FIRST, BID, "n1", "c1", "busybox@sha256:1", NOW));
        saga.on(
                new WorkloadEnded(
                        FIRST, BID, "n1", WorkloadEnd.STOPPED, NOW, NOW.plusSeconds(60), 0, ""));
        saga.on(new AttemptFreed(BID, FIRST, ACCOUNT, "default", NOW));
        assertThat(commands.sent())
                .hasExactlyElementsOfTypes(
                        LaunchWorkload.class,
                        StartAllocation.class,
                        LockBid.class,
                        EndAllocation.class);
    }

    @Test
    void ignoresTheStartOfAnAttemptThatIsNotTheLatest() {
        saga.on(matched(FIRST, 1));
        saga.on(matched(SECOND, 2));
        commands.forget();
        saga.on(new WorkloadStarted(FIRST, BID, "n1", "c1", "busybox@sha256:1", NOW));
        assertThat(commands.sent()).isEmpty();
    }

    @Test
    void locksTheBidBeforeItsWalletAndStopsTheMeterBeforeItEndsTheAllocation() {
        saga.on(matched(FIRST, 1));
        commands.forget();
        saga.on(ended(WorkloadEnd.EXITED, NOW));
        assertThat(commands.sent())
                .containsExactly(
                        new LockBid(BID),
                        new StopMeter(FIRST, NOW.plusSeconds(9)),
                        new EndAllocation(
                                BID, FIRST, AllocationEnd.EXITED, NOW.plusSeconds(9), 0, "done"));
    }

    @ParameterizedTest
    @EnumSource(WorkloadEnd.class)
    void tellsTheMarketHowItEndedAndChargesNothingThatNeverRan(WorkloadEnd end) {
        saga.on(matched(FIRST, 1));
        commands.forget();
        saga.on(ended(end, null));
        assertThat(commands.sent())
                .singleElement()
                .isInstanceOfSatisfying(
                        EndAllocation.class,
                        sent -> assertThat(sent.end().name()).isEqualTo(end.name()));
    }

    @Test
    void chargesNothingBeyondAnEvictionsTimeoutThoughItWasCancelledMeanwhile() {
        saga.on(matched(FIRST, 1));
        saga.on(stop(ReasonCode.OUTBID, NOW));
        saga.on(stop(ReasonCode.CANCELLED_BY_USER, NOW.plusSeconds(5)));
        commands.forget();
        saga.on(
                new WorkloadEnded(
                        FIRST, BID, "n1", WorkloadEnd.STOPPED, NOW, NOW.plusSeconds(60), 0, ""));
        assertThat(commands.sent()).contains(new StopMeter(FIRST, NOW.plusSeconds(10)));
    }

    @Test
    void chargesNothingOfWhatCameUpWhileItWasDisplaced() {
        saga.on(matched(FIRST, 1));
        saga.on(stop(ReasonCode.DISPLACED, NOW.plusSeconds(1)));
        commands.forget();
        saga.on(
                new WorkloadEnded(
                        FIRST, BID, "n1", WorkloadEnd.STOPPED, NOW, NOW.plusSeconds(2), 0, ""));
        assertThat(commands.sent()).contains(new StopMeter(FIRST, NOW));
    }

    private static BidStopRequested stop(ReasonCode reason, Instant at) {
        return new BidStopRequested(
                BID, FIRST, ACCOUNT, "default", reason, Duration.ofSeconds(10), 3, at);
    }

    @Test
    void passesAStopOnWithItsTimeout() {
        saga.on(stop(ReasonCode.CANCELLED_BY_USER, NOW));
        assertThat(commands.sent())
                .containsExactly(new StopWorkload(FIRST, Duration.ofSeconds(10), NOW));
    }

    @Test
    void stopsTheBidWhoseMoneyEnded() {
        saga.on(new MeterExhausted(FIRST, BID, ACCOUNT, MeterExhausted.Cause.BUDGET, NOW));
        saga.on(new MeterExhausted(FIRST, BID, ACCOUNT, MeterExhausted.Cause.FUNDS, NOW));
        assertThat(commands.sent())
                .containsExactly(
                        new StopBid(BID, FIRST, ReasonCode.BUDGET_EXHAUSTED, NOW),
                        new StopBid(BID, FIRST, ReasonCode.FUNDS_EXHAUSTED, NOW));
    }

    private static BidMatched matched(AllocationId allocation, int attempt) {
        return matched(allocation, attempt, null);
    }

    private static BidMatched matched(
            AllocationId allocation, int attempt, @Nullable ReservationId reservation) {
        return new BidMatched(
                BID,
                allocation,
                ACCOUNT,
                "default",
                "n1",
                attempt,
                SHAPE,
                CONTAINER,
                3_000_000,
                3_000_000,
                Money.ofMicros(7),
                reservation,
                NOW.plusSeconds(300),
                2,
                NOW);
    }

    private static WorkloadEnded ended(WorkloadEnd end, @Nullable Instant startedAt) {
        return new WorkloadEnded(FIRST, BID, "n1", end, startedAt, NOW.plusSeconds(9), 0, "done");
    }
}
