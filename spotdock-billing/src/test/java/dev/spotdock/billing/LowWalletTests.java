package dev.spotdock.billing;

import static dev.spotdock.billing.Scenario.ONE_PER_MILLI;
import static dev.spotdock.billing.Scenario.after;
import static dev.spotdock.billing.Scenario.deposit;
import static dev.spotdock.billing.Scenario.run;
import static dev.spotdock.billing.Scenario.stop;
import static dev.spotdock.billing.Scenario.wallet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.money.Money;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Warned five minutes, 300,000 ms, before the money ends. */
class LowWalletTests {

    private static final BillingWorld world = BillingWorld.shared();

    @AfterEach
    void checksHold() {
        LedgerChecks.hold(world.jdbc());
    }

    @Test
    void warnsOnceAheadOfTheEnd() {
        AccountId account = wallet(400_003);
        Scenario.Run run = run(account, 0, ONE_PER_MILLI, null);
        world.meter(after(0));
        world.meter(after(100_002));
        assertThat(warnings(account)).isEmpty();
        world.meter(after(100_003));
        world.meter(after(110_000));
        world.meter(after(300_000));
        assertThat(warnings(account))
                .containsExactly(
                        new WalletLow(
                                account,
                                Money.ofMicros(300_003),
                                ONE_PER_MILLI,
                                after(400_003),
                                after(100_003)));
        assertThat(world.wallet(account).lowSince()).isEqualTo(after(100_003));
        stop(run, 300_000);
    }

    @Test
    void warnsAtOnceOfWhatDoesNotLastThatLong() {
        AccountId account = wallet(10_000);
        Scenario.Run run = run(account, 5_000, ONE_PER_MILLI, null);
        world.meter(after(1));
        assertThat(warnings(account)).extracting(WalletLow::emptyAt).containsExactly(after(10_000));
        stop(run, 2);
    }

    @Test
    void warnsAgainAfterADeposit() {
        AccountId account = wallet(100_000);
        Scenario.Run run = run(account, 0, ONE_PER_MILLI, null);
        world.meter(after(1));
        deposit(account, 1_000);
        world.meter(after(2));
        world.meter(after(3));
        assertThat(warnings(account))
                .extracting(WalletLow::emptyAt)
                .containsExactly(after(100_000), after(101_000));
        stop(run, 4);
    }

    @Test
    void aPriceThatGoesUpAndDownDoesNotWarnEachTime() {
        AccountId account = wallet(400_000);
        Scenario.Run run = run(account, 0, ONE_PER_MILLI, null);
        costs(run, 10_000, 2 * ONE_PER_MILLI);
        costs(run, 20_000, ONE_PER_MILLI);
        costs(run, 30_000, 2 * ONE_PER_MILLI);
        assertThat(warnings(account)).hasSize(1);
        costs(run, 40_000, ONE_PER_MILLI / 4);
        costs(run, 50_000, 2 * ONE_PER_MILLI);
        assertThat(warnings(account)).hasSize(2);
        stop(run, 60_000);
    }

    @Test
    void aBudgetThatEndsIsNoLackOfMoney() {
        AccountId account = wallet(10_000_000);
        Scenario.Run run = run(account, 0, ONE_PER_MILLI, Money.ofMicros(20_000));
        world.meter(after(1));
        assertThat(warnings(account)).isEmpty();
        assertThat(endsAt(account)).isEqualTo(after(20_000));
        stop(run, 2);
    }

    @Test
    void theEndsOfAllWalletsAreKeptInOrder() {
        AccountId later = wallet(900_000);
        AccountId sooner = wallet(700_000);
        Scenario.Run one = run(later, 0, ONE_PER_MILLI, null);
        Scenario.Run other = run(sooner, 0, ONE_PER_MILLI, null);
        world.meter(after(1));
        assertThat(List.of(endsAt(later), endsAt(sooner)))
                .containsExactly(after(900_000), after(700_000));
        deposit(sooner, 500_000);
        world.meter(after(2));
        assertThat(endsAt(sooner)).isEqualTo(after(1_200_000));
        stop(one, 2);
        stop(other, 2);
        world.meter(after(3));
        assertThat(endsAt(later)).isNull();
    }

    @Test
    void theNextPassComesWithTheFirstEndOfMoney() {
        AccountId account = wallet(1_250);
        Scenario.Run run = run(account, 0, ONE_PER_MILLI, null);
        world.meter(after(1_000));
        assertThat(world.pause("metering")).isEqualTo(Duration.ofMillis(250));
        world.meter(after(1_250));
        assertThat(Scenario.ends(run)).hasSize(1);
        assertThat(world.pause("metering")).isEqualTo(Duration.ofSeconds(1));
        stop(run, 1_250);
    }

    /** From then on; metering sees it with its next slice. */
    private static void costs(Scenario.Run run, long from, long rate) {
        world.rates().change(run.allocation(), after(from), rate);
        world.meter(after(from + 10_000));
    }

    private static @Nullable Instant endsAt(AccountId account) {
        Timestamp at =
                world.jdbc()
                        .sql("select ends_at from billing.wallet where account_id = ?")
                        .param(account.value())
                        .query((row, number) -> row.getTimestamp(1))
                        .list()
                        .getFirst();
        return at == null ? null : at.toInstant();
    }

    private static List<WalletLow> warnings(AccountId account) {
        return world.events(WalletLow.class).stream()
                .filter(event -> event.accountId().equals(account))
                .toList();
    }
}
