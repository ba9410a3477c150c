package dev.spotdock.billing;

import static dev.spotdock.billing.Scenario.START;
import static dev.spotdock.billing.Scenario.wallet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.money.Money;
import dev.spotdock.kernel.outcome.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Deposits of an auction, as its bidders hold them and its end frees them. */
class HoldGroupTests {

    private static final BillingWorld world = BillingWorld.shared();
    private static final int ROUNDS = 20 * Integer.getInteger("spotdock.test.effort", 1);

    private final UUID group = world.id();

    @AfterEach
    void checksHold() {
        LedgerChecks.hold(world.jdbc());
    }

    private Outcome<Money, BillingRejection> hold(AccountId account, long micros) {
        return world.send(new HoldInGroup(group, account, Money.ofMicros(micros), START));
    }

    private int release(UUID which) {
        return world.send(new ReleaseGroup(which, 2, START));
    }

    private static long held(AccountId account) {
        return world.wallet(account).held().micros();
    }

    @Test
    void eachAccountHoldsOnceUntilTheGroupIsReleased() {
        List<AccountId> accounts = List.of(wallet(100), wallet(100), wallet(100));
        for (AccountId account : accounts) {
            assertThat(hold(account, 60)).isEqualTo(Outcome.done(Money.ofMicros(60)));
            assertThat(hold(account, 60)).isEqualTo(Outcome.done(Money.ofMicros(60)));
            assertThat(held(account)).isEqualTo(60);
        }
        assertThat(release(group)).isEqualTo(2);
        assertThat(release(group)).isEqualTo(1);
        assertThat(release(group)).isZero();
        assertThat(accounts).allMatch(account -> held(account) == 0);
        assertThat(hold(accounts.getFirst(), 60)).isEqualTo(Outcome.done(Money.ZERO));
        assertThat(hold(wallet(100), 60)).isEqualTo(Outcome.done(Money.ZERO));
    }

    @Test
    void whatIsNotThereIsNotHeld() {
        AccountId poor = wallet(10);
        assertThat(hold(poor, 60))
                .isEqualTo(
                        Outcome.refused(
                                new BillingRejection.InsufficientFunds(
                                        Money.ofMicros(60), Money.ofMicros(10))));
        assertThat(release(group)).isZero();
        assertThat(release(world.id())).isZero();
    }

    /** Whoever holds while the group is released: nothing is left behind. */
    @Test
    void racingHoldsAndReleasesLeaveNothingBehind() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            for (int round = 0; round < ROUNDS; round++) {
                UUID auction = world.id();
                List<AccountId> accounts = List.of(wallet(100), wallet(100), wallet(100));
                List<Callable<Object>> racers = new ArrayList<>();
                accounts.forEach(account ->
                        racers.add(() ->
                                world.send(
                                        new HoldInGroup(
                                                auction, account, Money.ofMicros(5), START))));
                racers.add(round % 3, () -> release(auction));
                for (Future<Object> racer : threads.invokeAll(racers)) {
                    racer.get();
                }
                for (int i = 0; i < 2; i++) {
                    release(auction);
                }
                assertThat(accounts).allMatch(account -> held(account) == 0);
                accounts.forEach(account ->
                        world.send(new HoldInGroup(auction, account, Money.ofMicros(5), START)));
                assertThat(accounts).allMatch(account -> held(account) == 0);
            }
        }
    }
}
