package dev.spotdock.billing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.AllocationId;
import dev.spotdock.kernel.id.BidId;
import dev.spotdock.kernel.money.Money;
import dev.spotdock.kernel.outcome.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
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

    @Test
    void metersHoldsDepositsAndPassesKeepTheBooks() throws Exception {
        List<AccountId> accounts =
                IntStream.range(0, 3).mapToObj(i -> Scenario.wallet(50_000)).toList();
        AtomicLong millis = new AtomicLong();
        race(random -> step(random, accounts, millis));
        Instant end = Scenario.after(millis.get() + 10_000);
        running(accounts).forEach(id -> world.send(new StopMeter(id, end)));
        world.meter(end);
        LedgerChecks.hold(world.jdbc());
        assertThat(running(accounts)).isEmpty();
    }

    /** One of the things that happen in the life of a bid, at a time that only goes forward. */
    private static Long step(Random random, List<AccountId> accounts, AtomicLong millis) {
        AccountId account = accounts.get(random.nextInt(accounts.size()));
        long now = millis.addAndGet(random.nextLong(400));
        switch (random.nextInt(6)) {
            case 0 -> Scenario.deposit(account, 1 + random.nextLong(5_000));
            case 1, 2 -> begin(random, account, now);
            case 3 -> {
                List<AllocationId> running = running(accounts);
                if (!running.isEmpty()) {
                    AllocationId stopped = running.get(random.nextInt(running.size()));
                    long back = random.nextInt(3) == 0 ? random.nextLong(30_000) : 0;
                    world.send(new StopMeter(stopped, Scenario.after(now - back)));
                }
            }
            default -> world.meter(Scenario.after(now));
        }
        return 0L;
    }

    private static void begin(Random random, AccountId account, long now) {
        UUID bid = world.id();
        Money hold = Money.ofMicros(1 + random.nextLong(3_000));
        if (world.send(new HoldFunds(account, bid, hold)) instanceof Outcome.Done) {
            AllocationId allocation = new AllocationId(world.id());
            Money budget = random.nextBoolean() ? null : Money.ofMicros(random.nextLong(9_000));
            StartMeter start =
                    new StartMeter(
                            allocation,
                            new BidId(bid),
                            account,
                            random.nextLong(9_000_000),
                            budget,
                            Scenario.after(now));
            world.send(start);
            world.send(start);
            if (random.nextInt(3) == 0) {
                world.send(new StopMeter(allocation, Scenario.after(now + 77)));
                world.send(new ReleaseHold(bid));
            }
        }
    }

    private static List<AllocationId> running(List<AccountId> accounts) {
        return world.jdbc()
                .sql(
                        """
                        select allocation_id from billing.meter
                        where account_id in (:accounts) and ended_at is null
                        """)
                .param("accounts", accounts.stream().map(AccountId::value).toList())
                .query((row, number) -> new AllocationId(row.getObject(1, UUID.class)))
                .list();
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
