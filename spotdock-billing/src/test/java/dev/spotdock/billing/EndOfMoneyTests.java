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

class EndOfMoneyTests {

    private static final BillingWorld world = BillingWorld.shared();

    @AfterEach
    void checksHold() {
        LedgerChecks.hold(world.jdbc());
        LedgerChecks.slicesAtMost(world.jdbc(), Duration.ofSeconds(10));
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
        world.send(new ReleaseHold(run.bid().value()));
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
        long end = Math.ceilDiv(123_457L * 3_600_000, rate);
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
        Run second = newRun(first.bid());
        start(account, second, ONE_PER_MILLI, Money.ofMicros(10_000), after(8_000));
        world.meter(after(20_000));
        assertThat(ends(second)).containsExactly(exhausted(second, account, Cause.BUDGET, 11_000));
        stop(second, 20_000);
        assertThat(charged(first) + charged(second)).isEqualTo(10_000);
        Run third = newRun(first.bid());
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
                        exhausted(
                                run,
                                account,
                                Cause.FUNDS,
                                Math.ceilDiv(100_003L * 3_600_000, rate)));
        assertThat(world.wallet(account).balance()).isEqualTo(Money.ZERO);
        stop(run, 5_001);
        assertThat(charged(run)).isEqualTo(100_003);
        assertThat(charged(run) + lost(run)).isEqualTo(rate * 5_001 / 3_600_000);
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
}
