package dev.spotdock.billing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.billing.MeterExhausted.Cause;
import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.AllocationId;
import dev.spotdock.kernel.id.BidId;
import dev.spotdock.kernel.money.Money;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class MeteringTests {

    private static final Instant START = Instant.parse("2026-11-10T10:00:00Z");

    /** A micro-unit per millisecond. */
    private static final long ONE_PER_MILLI = 3_600_000L;

    private static BillingWorld world;

    @BeforeAll
    static void start() {
        world = BillingWorld.start();
    }

    @AfterAll
    static void stop() throws IOException {
        world.close();
    }

    @AfterEach
    void checksHold() {
        LedgerChecks.hold(world.jdbc());
        LedgerChecks.slicesAtMost(world.jdbc(), Duration.ofSeconds(10));
    }

    @Test
    void chargesEachSliceOnceAndTheLastToTheMillisecond() {
        AccountId account = wallet(100_000);
        Run run = run(account, 0, ONE_PER_MILLI, null);
        world.meter(after(9_999));
        assertThat(charged(run)).isZero();
        world.meter(after(10_000));
        world.meter(after(10_000));
        world.meter(after(19_999));
        assertThat(charged(run)).isEqualTo(10_000);
        stop(run, 22_345);
        stop(run, 30_000);
        world.meter(after(60_000));
        assertThat(charged(run)).isEqualTo(22_345);
        assertThat(world.wallet(account).balance()).isEqualTo(Money.ofMicros(77_655));
        assertThat(entries(account))
                .extracting(entry -> entry.amount().micros())
                .containsExactly(-2_345L, -10_000L, -10_000L, 100_000L);
        assertThat(entries(account).getFirst().slice())
                .isEqualTo(
                        new ListEntries.Slice(
                                3,
                                after(20_000),
                                after(22_345),
                                ONE_PER_MILLI,
                                Money.ofMicros(2_345)));
        assertThat(world.events(WalletCharged.class))
                .contains(
                        new WalletCharged(
                                account,
                                Money.ofMicros(10_000),
                                Money.ofMicros(90_000),
                                1,
                                after(10_000)));
    }

    @Test
    void aRepeatedStartChangesNothing() {
        AccountId account = wallet(100_000);
        Run run = run(account, 0, ONE_PER_MILLI, null);
        world.send(
                new StartMeter(
                        run.allocation, run.bid, account, 5 * ONE_PER_MILLI, null, after(3)));
        stop(run, 7);
        world.send(new StartMeter(run.allocation, run.bid, account, ONE_PER_MILLI, null, START));
        world.meter(after(60_000));
        assertThat(charged(run)).isEqualTo(7);
    }

    @Test
    void stoppingWhatHasNoMeterChangesNothing() {
        world.send(new StopMeter(new AllocationId(world.id()), START));
    }

    @Test
    void cutsAtTheEndOfTheMonth() {
        AccountId account = wallet(100_000);
        Run run = new Run(new AllocationId(world.id()), new BidId(world.id()));
        Instant start = Instant.parse("2026-11-30T23:59:54.321Z");
        world.send(new StartMeter(run.allocation, run.bid, account, ONE_PER_MILLI, null, start));
        world.meter(start.plusSeconds(25));
        assertThat(
                        entries(account).stream()
                                .flatMap(entry -> Stream.ofNullable(entry.slice()))
                                .map(ListEntries.Slice::to))
                .containsExactly(
                        start.plusSeconds(20),
                        start.plusSeconds(10),
                        Instant.parse("2026-12-01T00:00:00Z"));
        world.send(new StopMeter(run.allocation, start.plusSeconds(25)));
    }

    @Test
    void roundingNeverAddsUp() {
        AccountId account = wallet(100_000);
        Run run = run(account, 0, 1_234_567, null);
        LongStream.range(0, 100).forEach(i -> world.meter(after(i * 1_111)));
        stop(run, 111_111);
        assertThat(charged(run)).isEqualTo(1_234_567L * 111_111 / 3_600_000);
    }

    @Test
    void aTinyRateHasSlicesWithoutEntries() {
        AccountId account = wallet(10);
        Run run = run(account, 0, 1, null);
        Run free = run(account, 0, 0, null);
        world.meter(after(50_000));
        assertThat(entries(account)).hasSize(1);
        assertThat(world.wallet(account).burnRatePerHourMicros()).isEqualTo(1);
        assertThat(
                        world.jdbc()
                                .sql("select count(*) from billing.slice where allocation_id = ?")
                                .param(run.allocation.value())
                                .query(Long.class)
                                .single())
                .isEqualTo(5);
        stop(run, 60_000);
        stop(free, 60_000);
    }

    @Test
    void aPauseIsCaughtUpSliceBySlice() {
        AccountId account = wallet(100_000_000);
        Run run = run(account, 0, ONE_PER_MILLI, null);
        world.meter(after(Duration.ofHours(5).toMillis() + 1));
        assertThat(charged(run)).isEqualTo(Duration.ofHours(5).toMillis());
        assertThat(entries(account)).hasSize(1_000);
        stop(run, Duration.ofHours(6).toMillis());
        assertThat(charged(run)).isEqualTo(Duration.ofHours(6).toMillis());
    }

    @Test
    void whenFreeMoneyIsUsedUpABidLivesOnItsOwnHold() {
        AccountId account = wallet(25_000);
        Run run = run(account, 5_000, ONE_PER_MILLI, null);
        assertThat(world.wallet(account).emptyAt()).isEqualTo(after(25_000));
        world.meter(after(23_000));
        assertThat(world.wallet(account).held()).isEqualTo(Money.ofMicros(5_000));
        assertThat(world.wallet(account).available()).isEqualTo(Money.ZERO);
        world.meter(after(25_000));
        assertThat(world.wallet(account).balance()).isEqualTo(Money.ZERO);
        assertThat(ends(run)).containsExactly(exhausted(run, account, Cause.FUNDS, 25_000));
        world.meter(after(40_000));
        deposit(account, 1_000);
        stop(run, 47_000);
        assertThat(ends(run)).hasSize(1);
        assertThat(charged(run)).isEqualTo(25_000);
        assertThat(lost(run)).isEqualTo(22_000);
        assertThat(world.wallet(account).balance()).isEqualTo(Money.ofMicros(1_000));
        world.send(new ReleaseHold(run.bid.value()));
    }

    @Test
    void runningBidsShareFreeMoneyButNotHolds() {
        AccountId account = wallet(40_000);
        Run slow = run(account, 5_000, ONE_PER_MILLI, null);
        Run fast = run(account, 5_000, 2 * ONE_PER_MILLI, null);
        assertThat(world.wallet(account).burnRatePerHourMicros()).isEqualTo(3 * ONE_PER_MILLI);
        assertThat(world.wallet(account).emptyAt()).isEqualTo(after(12_500));
        world.meter(after(20_000));
        assertThat(ends(slow)).containsExactly(exhausted(slow, account, Cause.FUNDS, 15_000));
        assertThat(ends(fast)).containsExactly(exhausted(fast, account, Cause.FUNDS, 12_500));
        assertThat(charged(slow)).isEqualTo(15_000);
        assertThat(charged(fast)).isEqualTo(25_000);
        assertThat(world.wallet(account).balance()).isEqualTo(Money.ZERO);
        stop(slow, 20_000);
        stop(fast, 20_000);
    }

    @Test
    void theHoldOfAWaitingBidPaysForNobody() {
        AccountId account = wallet(9_000);
        BidId waiting = new BidId(world.id());
        world.send(new HoldFunds(account, waiting.value(), Money.ofMicros(6_000)));
        Run run = run(account, 0, ONE_PER_MILLI, null);
        world.meter(after(3_000));
        assertThat(ends(run)).containsExactly(exhausted(run, account, Cause.FUNDS, 3_000));
        stop(run, 4_000);
        assertThat(world.wallet(account).balance()).isEqualTo(Money.ofMicros(6_000));
        assertThat(world.wallet(account).held()).isEqualTo(Money.ofMicros(6_000));
    }

    @Test
    void theEndOfMoneyIsNoticedBetweenSlices() {
        AccountId account = wallet(13_500);
        Run run = run(account, 0, ONE_PER_MILLI, null);
        world.meter(after(10_000));
        world.meter(after(13_499));
        assertThat(ends(run)).isEmpty();
        world.meter(after(13_500));
        assertThat(ends(run)).containsExactly(exhausted(run, account, Cause.FUNDS, 13_500));
        stop(run, 13_600);
    }

    @Test
    void aHoldThatTakesTheFreeMoneyBringsTheEndForward() {
        AccountId account = wallet(50_000);
        Run run = run(account, 0, ONE_PER_MILLI, null);
        world.meter(after(10_000));
        world.send(new HoldFunds(account, world.id(), Money.ofMicros(38_000)));
        world.meter(after(12_000));
        assertThat(ends(run)).containsExactly(exhausted(run, account, Cause.FUNDS, 12_000));
        stop(run, 12_000);
    }

    @Test
    void aDepositInTimePutsTheEndOff() {
        AccountId account = wallet(5_000);
        Run run = run(account, 0, ONE_PER_MILLI, null);
        world.meter(after(4_999));
        deposit(account, 10_000);
        world.meter(after(14_999));
        assertThat(ends(run)).isEmpty();
        world.meter(after(15_000));
        assertThat(ends(run)).containsExactly(exhausted(run, account, Cause.FUNDS, 15_000));
        stop(run, 15_000);
    }

    @Test
    void aBudgetIsChargedExactly() {
        AccountId account = wallet(1_000_000);
        long rate = 7_777_777_777L;
        Run run = run(account, 1_000, rate, Money.ofMicros(123_457));
        world.meter(after(100));
        world.meter(after(1_000));
        long end = ceilDiv(123_457L * 3_600_000, rate);
        assertThat(ends(run)).containsExactly(exhausted(run, account, Cause.BUDGET, end));
        stop(run, 1_000);
        assertThat(charged(run)).isEqualTo(123_457);
        assertThat(lost(run)).isEqualTo(rate * 1_000 / 3_600_000 - 123_457);
        assertThat(world.wallet(account).balance()).isEqualTo(Money.ofMicros(1_000_000 - 123_457));
        assertThat(world.wallet(account).held()).isEqualTo(Money.ofMicros(1_000));
    }

    @Test
    void aBudgetIsSharedByAllAllocationsOfTheBid() {
        AccountId account = wallet(1_000_000);
        Run first = run(account, 0, ONE_PER_MILLI, Money.ofMicros(10_000));
        stop(first, 7_000);
        Run second = new Run(new AllocationId(world.id()), first.bid);
        start(account, second, ONE_PER_MILLI, Money.ofMicros(10_000), after(8_000));
        world.meter(after(20_000));
        assertThat(ends(second)).containsExactly(exhausted(second, account, Cause.BUDGET, 11_000));
        stop(second, 20_000);
        assertThat(charged(first) + charged(second)).isEqualTo(10_000);
        Run third = new Run(new AllocationId(world.id()), first.bid);
        start(account, third, ONE_PER_MILLI, Money.ofMicros(10_000), after(21_000));
        world.meter(after(22_000));
        assertThat(ends(third)).containsExactly(exhausted(third, account, Cause.BUDGET, 21_000));
        stop(third, 23_000);
    }

    @Test
    void fundsAreChargedToTheLastMicroUnit() {
        AccountId account = wallet(100_003);
        long rate = 9_876_543_211L;
        Run run = run(account, 33_331, rate, null);
        world.meter(after(5_000));
        assertThat(ends(run))
                .containsExactly(
                        exhausted(run, account, Cause.FUNDS, ceilDiv(100_003L * 3_600_000, rate)));
        assertThat(world.wallet(account).balance()).isEqualTo(Money.ZERO);
        stop(run, 5_001);
        assertThat(charged(run)).isEqualTo(100_003);
        assertThat(charged(run) + lost(run)).isEqualTo(rate * 5_001 / 3_600_000);
    }

    @Test
    void anEndObservedLateIsRefunded() {
        AccountId account = wallet(100_000);
        Run run = run(account, 0, ONE_PER_MILLI, null);
        world.meter(after(35_000));
        stop(run, 12_345);
        assertThat(charged(run)).isEqualTo(12_345);
        assertThat(world.wallet(account).balance()).isEqualTo(Money.ofMicros(87_655));
        assertThat(entries(account))
                .extracting(entry -> entry.kind() + " " + entry.amount().micros())
                .containsExactly(
                        "charge -2345",
                        "refund 10000",
                        "refund 10000",
                        "charge -10000",
                        "charge -10000",
                        "charge -10000",
                        "deposit 100000");
        assertThat(world.events(WalletCredited.class))
                .contains(
                        new WalletCredited(
                                account,
                                Money.ofMicros(17_655),
                                Money.ofMicros(87_655),
                                run.allocation.toString(),
                                after(35_000)));
        world.meter(after(60_000));
        assertThat(charged(run)).isEqualTo(12_345);
    }

    @Test
    void anEndAtABoundaryOrBeforeTheStartIsRefundedToo() {
        AccountId account = wallet(100_000);
        Run atBoundary = run(account, 0, ONE_PER_MILLI, null);
        Run beforeStart = run(account, 0, ONE_PER_MILLI, null);
        world.meter(after(35_000));
        stop(atBoundary, 10_000);
        stop(beforeStart, -5_000);
        assertThat(charged(atBoundary)).isEqualTo(10_000);
        assertThat(charged(beforeStart)).isZero();
        assertThat(world.wallet(account).balance()).isEqualTo(Money.ofMicros(90_000));
    }

    @Test
    void aLateEndAlsoTakesBackWhatTheHoldPaid() {
        AccountId account = wallet(20_000);
        Run run = run(account, 10_000, ONE_PER_MILLI, null);
        world.meter(after(25_000));
        stop(run, 4_000);
        assertThat(charged(run)).isEqualTo(4_000);
        assertThat(lost(run)).isZero();
        assertThat(world.wallet(account).balance()).isEqualTo(Money.ofMicros(16_000));
        world.send(new ReleaseHold(run.bid.value()));
        assertThat(world.wallet(account).available()).isEqualTo(Money.ofMicros(16_000));
    }

    @Test
    void anEndThatIsNoticedOnlyByTheStopIsNoNews() {
        AccountId account = wallet(5_000);
        Run run = run(account, 0, ONE_PER_MILLI, null);
        stop(run, 8_000);
        assertThat(ends(run)).isEmpty();
        assertThat(charged(run)).isEqualTo(5_000);
        assertThat(lost(run)).isEqualTo(3_000);
    }

    @Test
    void aStopSharesFreeMoneyWithTheOthersInTheOrderOfTime() {
        AccountId account = wallet(30_000);
        Run stays = run(account, 0, 2 * ONE_PER_MILLI, null);
        Run stops = run(account, 0, ONE_PER_MILLI, null);
        stop(stops, 20_000);
        assertThat(charged(stops)).isEqualTo(10_000);
        assertThat(charged(stays)).isEqualTo(20_000);
        assertThat(ends(stays)).containsExactly(exhausted(stays, account, Cause.FUNDS, 10_000));
        stop(stays, 20_000);
    }

    @Test
    void listsChargesPerAllocation() {
        AccountId account = wallet(100_000);
        Run first = run(account, 0, ONE_PER_MILLI, null);
        Run second = run(account, 0, ONE_PER_MILLI, null);
        stop(first, 5);
        stop(second, 6);
        assertThat(world.<ListCharges.Charge>list(new ListCharges(List.of(first.bid, second.bid))))
                .containsExactlyInAnyOrder(
                        new ListCharges.Charge(first.bid, first.allocation, Money.ofMicros(5)),
                        new ListCharges.Charge(second.bid, second.allocation, Money.ofMicros(6)));
    }

    private record Run(AllocationId allocation, BidId bid) {}

    private static AccountId wallet(long micros) {
        AccountId account = new AccountId(world.id());
        world.send(new OpenWallet(account, START));
        deposit(account, micros);
        return account;
    }

    private static void deposit(AccountId account, long micros) {
        world.send(new Deposit(account, Money.ofMicros(micros), world.id().toString(), START));
    }

    private static Run run(AccountId account, long hold, long rate, @Nullable Money budget) {
        Run run = new Run(new AllocationId(world.id()), new BidId(world.id()));
        if (hold > 0) {
            world.send(new HoldFunds(account, run.bid.value(), Money.ofMicros(hold)));
        }
        start(account, run, rate, budget, START);
        return run;
    }

    private static void start(
            AccountId account, Run run, long rate, @Nullable Money budget, Instant at) {
        world.send(new StartMeter(run.allocation, run.bid, account, rate, budget, at));
    }

    private static void stop(Run run, long millis) {
        world.send(new StopMeter(run.allocation, after(millis)));
    }

    private static Instant after(long millis) {
        return START.plusMillis(millis);
    }

    private static long charged(Run run) {
        return sum(run, "charged");
    }

    private static long lost(Run run) {
        return sum(run, "lost");
    }

    private static long sum(Run run, String column) {
        return world.jdbc()
                .sql("select " + column + " from billing.meter where allocation_id = ?")
                .param(run.allocation.value())
                .query(Long.class)
                .single();
    }

    private static List<ListEntries.Entry> entries(AccountId account) {
        return world.list(new ListEntries(account, Long.MAX_VALUE, 1_000));
    }

    private static List<MeterExhausted> ends(Run run) {
        return world.events(MeterExhausted.class).stream()
                .filter(end -> end.allocationId().equals(run.allocation))
                .toList();
    }

    private static MeterExhausted exhausted(Run run, AccountId account, Cause cause, long millis) {
        return new MeterExhausted(run.allocation, run.bid, account, cause, after(millis));
    }

    private static long ceilDiv(long dividend, long divisor) {
        return Math.ceilDiv(dividend, divisor);
    }
}
