package dev.spotdock.billing;

import static dev.spotdock.billing.Scenario.ONE_PER_MILLI;
import static dev.spotdock.billing.Scenario.START;
import static dev.spotdock.billing.Scenario.after;
import static dev.spotdock.billing.Scenario.charged;
import static dev.spotdock.billing.Scenario.entries;
import static dev.spotdock.billing.Scenario.newRun;
import static dev.spotdock.billing.Scenario.run;
import static dev.spotdock.billing.Scenario.stop;
import static dev.spotdock.billing.Scenario.wallet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.billing.Scenario.Run;
import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.AllocationId;
import dev.spotdock.kernel.id.BidId;
import dev.spotdock.kernel.money.Money;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MeteringTests {

    private static final BillingWorld world = BillingWorld.shared();

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
                        run.allocation(), run.bid(), account, 5 * ONE_PER_MILLI, null, after(3)));
        stop(run, 7);
        world.send(
                new StartMeter(run.allocation(), run.bid(), account, ONE_PER_MILLI, null, START));
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
        Run run = newRun(new BidId(world.id()));
        Instant start = Instant.parse("2026-11-30T23:59:54.321Z");
        world.send(
                new StartMeter(run.allocation(), run.bid(), account, ONE_PER_MILLI, null, start));
        world.meter(start.plusSeconds(25));
        assertThat(
                        entries(account).stream()
                                .flatMap(entry -> Stream.ofNullable(entry.slice()))
                                .map(ListEntries.Slice::to))
                .containsExactly(
                        start.plusSeconds(20),
                        start.plusSeconds(10),
                        Instant.parse("2026-12-01T00:00:00Z"));
        world.send(new StopMeter(run.allocation(), start.plusSeconds(25)));
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
                                .param(run.allocation().value())
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
    void listsChargesPerAllocation() {
        AccountId account = wallet(100_000);
        Run first = run(account, 0, ONE_PER_MILLI, null);
        Run second = run(account, 0, ONE_PER_MILLI, null);
        stop(first, 5);
        stop(second, 6);
        assertThat(
                        world.<ListCharges.Charge>list(
                                new ListCharges(List.of(first.bid(), second.bid()))))
                .containsExactlyInAnyOrder(
                        new ListCharges.Charge(first.bid(), first.allocation(), Money.ofMicros(5)),
                        new ListCharges.Charge(
                                second.bid(), second.allocation(), Money.ofMicros(6)));
    }
}
