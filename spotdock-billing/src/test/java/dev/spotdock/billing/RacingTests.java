package dev.spotdock.billing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.money.Money;
import dev.spotdock.kernel.outcome.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Many threads on few wallets of a real PostgreSQL. */
class RacingTests {

    private static final int THREADS = 8;
    private static final int ROUNDS = 60 * Integer.getInteger("spotdock.test.effort", 1);
    private static final BillingWorld world = BillingWorld.shared();

    @Test
    void neverHoldsMoreThanThereIs() throws Exception {
        AccountId account = Scenario.wallet(1_000);
        List<Long> held =
                race(random -> {
                    Money amount = Money.ofMicros(1 + random.nextLong(30));
                    Outcome<Money, BillingRejection> outcome =
                            world.send(new HoldFunds(account, world.id(), amount));
                    return outcome instanceof Outcome.Done ? amount.micros() : 0L;
                });
        long sum = held.stream().mapToLong(Long::longValue).sum();
        assertThat(sum).isBetween(1L, 1_000L);
        assertThat(world.wallet(account).held()).isEqualTo(Money.ofMicros(sum));
        LedgerChecks.hold(world.jdbc());
    }

    @Test
    void aReferenceIsDepositedOnce() throws Exception {
        AccountId one = Scenario.wallet(1);
        AccountId other = Scenario.wallet(1);
        List<String> references =
                IntStream.range(0, 20).mapToObj(i -> world.id().toString()).toList();
        race(random -> {
            String reference = references.get(random.nextInt(references.size()));
            AccountId account = random.nextBoolean() ? one : other;
            world.send(new Deposit(account, Money.ofMicros(100), reference, Scenario.START));
            return 0L;
        });
        assertThat(world.wallet(one).balance().plus(world.wallet(other).balance()))
                .isEqualTo(Money.ofMicros(2 + 20 * 100));
        LedgerChecks.hold(world.jdbc());
    }

    @Test
    void aHoldIsReleasedOnceWhileItIsTakenUp() throws Exception {
        AccountId account = Scenario.wallet(100);
        List<UUID> bids = IntStream.range(0, 10).mapToObj(i -> world.id()).toList();
        race(random -> {
            UUID bid = bids.get(random.nextInt(bids.size()));
            if (random.nextBoolean()) {
                world.send(new HoldFunds(account, bid, Money.ofMicros(10)));
            } else {
                world.send(new ReleaseHold(bid));
            }
            return 0L;
        });
        LedgerChecks.hold(world.jdbc());
        bids.forEach(bid -> world.send(new ReleaseHold(bid)));
        assertThat(world.wallet(account).available()).isEqualTo(Money.ofMicros(100));
    }

    private interface Step {
        Long take(Random random);
    }

    private static List<Long> race(Step step) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            List<Callable<Long>> tasks = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                Random random = new Random(thread);
                tasks.add(() -> {
                    long sum = 0;
                    for (int round = 0; round < ROUNDS; round++) {
                        sum += step.take(random);
                    }
                    return sum;
                });
            }
            List<Long> results = new ArrayList<>();
            for (Future<Long> result : threads.invokeAll(tasks, 120, TimeUnit.SECONDS)) {
                results.add(result.get());
            }
            return results;
        }
    }
}
