package dev.spotdock.billing;

import static dev.spotdock.billing.Scenario.ONE_PER_MILLI;
import static dev.spotdock.billing.Scenario.after;
import static dev.spotdock.billing.Scenario.charged;
import static dev.spotdock.billing.Scenario.entries;
import static dev.spotdock.billing.Scenario.lost;
import static dev.spotdock.billing.Scenario.run;
import static dev.spotdock.billing.Scenario.stop;
import static dev.spotdock.billing.Scenario.wallet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.billing.Scenario.Run;
import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.money.Money;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LateStopTests {

    private static final BillingWorld world = BillingWorld.shared();

    @AfterEach
    void checksHold() {
        LedgerChecks.hold(world.jdbc());
        LedgerChecks.slicesAtMost(world.jdbc(), Duration.ofSeconds(10));
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
                                run.allocation().toString(),
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
        world.send(new ReleaseHold(run.bid().value()));
        assertThat(world.wallet(account).available()).isEqualTo(Money.ofMicros(16_000));
    }
}
