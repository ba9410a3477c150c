package dev.spotdock.billing;

import static dev.spotdock.billing.Scenario.ONE_PER_MILLI;
import static dev.spotdock.billing.Scenario.after;
import static dev.spotdock.billing.Scenario.charged;
import static dev.spotdock.billing.Scenario.deposit;
import static dev.spotdock.billing.Scenario.ends;
import static dev.spotdock.billing.Scenario.exhausted;
import static dev.spotdock.billing.Scenario.lost;
import static dev.spotdock.billing.Scenario.newRun;
import static dev.spotdock.billing.Scenario.run;
import static dev.spotdock.billing.Scenario.start;
import static dev.spotdock.billing.Scenario.stop;
import static dev.spotdock.billing.Scenario.wallet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.billing.MeterExhausted.Cause;
import dev.spotdock.billing.Scenario.Run;
import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.BidId;
import dev.spotdock.kernel.money.Money;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * SpotDock is away while workloads run, start and end; afterwards it learns from the provider what
 * ran, before its first metering pass or after it, and charges that. Clocks step back meanwhile.
 */
class DowntimeTests {

    private static final long HOUR = Duration.ofHours(1).toMillis();
    private static final BillingWorld world = BillingWorld.shared();

    @AfterEach
    void checksHold() {
        LedgerChecks.hold(world.jdbc());
        LedgerChecks.slicesAtMost(world.jdbc(), Duration.ofSeconds(10));
    }

    /** Down from a minute on, for an hour. */
    private static void isDownForAnHour() {
        world.meter(after(60_000));
        world.restart();
    }

    @Test
    void whatEndedMeanwhileIsChargedUntilItsEndThoughAPassCameFirst() {
        AccountId account = wallet(100_000_000);
        Run run = run(account, 1_000, ONE_PER_MILLI, null);
        isDownForAnHour();
        world.meter(after(HOUR));
        assertThat(charged(run)).isEqualTo(HOUR);
        stop(run, 754_321);
        assertThat(charged(run)).isEqualTo(754_321);
        assertThat(lost(run)).isZero();
        assertThat(world.wallet(account).balance())
                .isEqualTo(Money.ofMicros(100_000_000 - 754_321));
        world.meter(after(2 * HOUR));
        assertThat(charged(run)).isEqualTo(754_321);
    }

    @Test
    void whatEndedMeanwhileIsChargedUntilItsEndIfThatIsToldFirst() {
        AccountId account = wallet(100_000_000);
        Run run = run(account, 1_000, ONE_PER_MILLI, null);
        isDownForAnHour();
        stop(run, 754_321);
        world.meter(after(HOUR));
        assertThat(charged(run)).isEqualTo(754_321);
        assertThat(world.wallet(account).balance())
                .isEqualTo(Money.ofMicros(100_000_000 - 754_321));
    }

    @Test
    void whatStartedMeanwhileIsChargedFromItsStart() {
        AccountId account = wallet(100_000_000);
        isDownForAnHour();
        Run stillRuns = newRun(new BidId(world.id()));
        Run cameAndWent = newRun(new BidId(world.id()));
        start(account, stillRuns, ONE_PER_MILLI, null, after(600_001));
        start(account, cameAndWent, ONE_PER_MILLI, null, after(700_000));
        stop(cameAndWent, 700_123);
        world.meter(after(HOUR));
        assertThat(charged(cameAndWent)).isEqualTo(123);
        stop(stillRuns, HOUR);
        assertThat(charged(stillRuns)).isEqualTo(HOUR - 600_001);
    }

    @Test
    void moneyThatEndedMeanwhileEndedAtItsInstantAndTheRestIsLost() {
        AccountId account = wallet(200_000);
        Run run = run(account, 50_000, ONE_PER_MILLI, null);
        isDownForAnHour();
        world.meter(after(HOUR));
        assertThat(ends(run)).containsExactly(exhausted(run, account, Cause.FUNDS, 200_000));
        world.restart();
        world.meter(after(HOUR));
        stop(run, HOUR + 5);
        assertThat(ends(run)).hasSize(1);
        assertThat(charged(run)).isEqualTo(200_000);
        assertThat(lost(run)).isEqualTo(HOUR + 5 - 200_000);
        assertThat(world.wallet(account).balance()).isEqualTo(Money.ZERO);
    }

    @Test
    void aDepositAfterwardsDoesNotPayForWhatRanAfterTheEndOfMoney() {
        AccountId account = wallet(200_000);
        Run run = run(account, 0, ONE_PER_MILLI, null);
        isDownForAnHour();
        world.meter(after(HOUR));
        deposit(account, 10_000_000);
        stop(run, HOUR + 1_000);
        assertThat(charged(run)).isEqualTo(200_000);
        assertThat(world.wallet(account).balance()).isEqualTo(Money.ofMicros(10_000_000));
    }

    @Test
    void aClockThatStepsBackChargesNothingTwiceAndNothingLess() {
        AccountId account = wallet(1_000_000);
        Run run = run(account, 0, ONE_PER_MILLI, null);
        world.meter(after(30_000));
        world.meter(after(-HOUR));
        world.restart();
        world.meter(after(25_000));
        assertThat(charged(run)).isEqualTo(30_000);
        world.meter(after(40_000));
        assertThat(charged(run)).isEqualTo(40_000);
        world.clock().now = after(20_000);
        stop(run, 41_000);
        assertThat(charged(run)).isEqualTo(41_000);
    }

    @Test
    void anEndToldAgainLaterOrEarlierOrAfterARestartChangesNothing() {
        AccountId account = wallet(1_000_000);
        Run run = run(account, 0, ONE_PER_MILLI, null);
        world.meter(after(30_000));
        stop(run, 17_000);
        stop(run, 12_000);
        stop(run, 29_000);
        start(account, run, ONE_PER_MILLI, null, after(0));
        world.restart();
        stop(run, 17_000);
        world.meter(after(60_000));
        assertThat(charged(run)).isEqualTo(17_000);
        world.send(new RefundAttempt(run.allocation(), after(61_000)));
        world.restart();
        world.send(new RefundAttempt(run.allocation(), after(62_000)));
        stop(run, 17_000);
        assertThat(charged(run)).isZero();
        assertThat(world.wallet(account).balance()).isEqualTo(Money.ofMicros(1_000_000));
    }
}
