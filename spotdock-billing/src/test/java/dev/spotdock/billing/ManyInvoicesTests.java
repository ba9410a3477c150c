package dev.spotdock.billing;

import static dev.spotdock.billing.Months.DECEMBER;
import static dev.spotdock.billing.Months.GRACE_OVER;
import static dev.spotdock.billing.Months.JANUARY;
import static dev.spotdock.billing.Months.close;
import static dev.spotdock.billing.Months.invoices;
import static dev.spotdock.billing.Months.lines;
import static dev.spotdock.billing.Months.runBeforeDecember;
import static dev.spotdock.billing.Months.statement;
import static dev.spotdock.billing.Months.stop;
import static dev.spotdock.billing.Months.told;
import static dev.spotdock.billing.Scenario.ONE_PER_MILLI;
import static dev.spotdock.billing.Scenario.wallet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.spotdock.billing.Scenario.Run;
import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.money.Money;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Several closers, many wallets, many orders of events. */
class ManyInvoicesTests {

    private static final int SEEDS = 4 * Integer.getInteger("spotdock.test.effort", 1);
    private static final BigInteger MILLIS_PER_HOUR = BigInteger.valueOf(3_600_000);
    private static final BillingWorld world = BillingWorld.shared();

    @AfterEach
    void checksHold() {
        LedgerChecks.hold(world.jdbc());
        InvoiceChecks.hold(world.jdbc());
    }

    @Test
    void severalClosersAtOnceGiveEachWalletOneInvoiceAndNumbersWithoutAGap() throws Exception {
        List<AccountId> accounts = IntStream.range(0, 12).mapToObj(_ -> wallet(100_000)).toList();
        for (AccountId account : accounts) {
            stop(runBeforeDecember(account, 10_000, ONE_PER_MILLI), DECEMBER.plusSeconds(5));
        }
        long before = lastNumber();
        atOnce(4, () -> close(GRACE_OVER));
        assertThat(accounts).allSatisfy(account -> assertThat(invoices(account)).hasSize(1));
        atOnce(4, () -> close(JANUARY.plusSeconds(3_600)));
        assertThat(accounts).allSatisfy(account -> assertThat(invoices(account)).hasSize(2));
        assertThat(lastNumber()).isGreaterThanOrEqualTo(before + 24);
    }

    @Test
    void aClosingThatRollsBackTakesNoNumber() {
        AccountId account = wallet(100_000);
        stop(runBeforeDecember(account, 10_000, ONE_PER_MILLI), DECEMBER.plusSeconds(5));
        long before = lastNumber();
        world.jdbc()
                .sql(
                        """
                        alter table billing.invoice add constraint broken
                            check (account_id <> '%s')
                        """
                                .formatted(account))
                .update();
        try {
            assertThat(failureOf(() -> close(GRACE_OVER))).hasMessageContaining("broken");
        } finally {
            world.jdbc().sql("alter table billing.invoice drop constraint broken").update();
        }
        assertThat(invoices(account)).isEmpty();
        assertThat(lastNumber()).isGreaterThanOrEqualTo(before);
        close(GRACE_OVER);
        assertThat(invoices(account)).hasSize(1);
    }

    /** Lines are made before the wallet is locked; what is booked in between is not forgotten. */
    @Test
    void whatIsBookedWhileLinesAreMadeIsOnTheInvoiceOfTheNextRun() throws Exception {
        AccountId account = wallet(100_000);
        Run run = runBeforeDecember(account, 10_000, ONE_PER_MILLI);
        stop(run, DECEMBER.minusSeconds(5));
        try (ExecutorService closer = Executors.newSingleThreadExecutor()) {
            AtomicReference<Future<?>> closing = new AtomicReference<>();
            world.inTransaction(() -> {
                world.send(new RefundAttempt(run.allocation(), GRACE_OVER));
                closing.set(closer.submit(() -> close(GRACE_OVER)));
                await().until(ManyInvoicesTests::somebodyWaitsForALock);
            });
            Objects.requireNonNull(closing.get()).get();
        }
        assertThat(invoices(account)).isEmpty();
        close(GRACE_OVER);
        assertThat(told(invoices(account).getFirst()))
                .containsExactly(
                        "reversed -10000..-5000 5000/5000", "refund -10000..-5000 5000/5000");
    }

    private static boolean somebodyWaitsForALock() {
        return world.jdbc()
                .sql("select exists (select from pg_locks where not granted)")
                .query(Boolean.class)
                .single();
    }

    private static Throwable failureOf(Runnable work) {
        try {
            work.run();
            throw new AssertionError("should have failed");
        } catch (RuntimeException e) {
            return e;
        }
    }

    /** Whatever happens in which order: each charge and refund is on one invoice or still open. */
    @Test
    void everythingIsInvoicedOnceAndRecomputedFromItsLines() {
        for (long seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            AccountId account = wallet(random.nextBoolean() ? 100_000_000 : 90_000);
            List<Run> runs = new ArrayList<>();
            for (long at = -90; at < 90; at += 1 + random.nextInt(12)) {
                step(random, account, runs, DECEMBER.plusSeconds(at));
            }
            world.meter(DECEMBER.plusSeconds(100));
            close(GRACE_OVER);
            for (Run run : runs) {
                stop(run, DECEMBER.plusSeconds(random.nextInt(150) - 50));
                if (random.nextInt(4) == 0) {
                    world.send(new RefundAttempt(run.allocation(), GRACE_OVER));
                }
            }
            Invoice open = statement(account, GRACE_OVER.plusSeconds(60));
            close(JANUARY.plusSeconds(3_600));
            List<Invoice> invoices = invoices(account);
            Money total = invoices.stream().map(Invoice::total).reduce(Money.ZERO, Money::plus);
            long charged = runs.stream().mapToLong(Scenario::charged).sum();
            assertThat(total).as("seed " + seed).isEqualTo(Money.ofMicros(charged));
            assertThat(open.total()).isEqualTo(invoices.getLast().total());
            assertThat(invoices.stream().flatMap(invoice -> lines(invoice).stream()))
                    .as("seed " + seed)
                    .isNotEmpty()
                    .allSatisfy(ManyInvoicesTests::recomputes);
        }
    }

    private static void step(Random random, AccountId account, List<Run> runs, Instant at) {
        switch (random.nextInt(4)) {
            case 0 -> {
                long millis = DECEMBER.toEpochMilli() - at.toEpochMilli() + random.nextInt(5_000);
                runs.add(runBeforeDecember(account, millis, random.nextLong(9_000_000)));
            }
            case 1 -> {
                if (!runs.isEmpty()) {
                    Run run = runs.get(random.nextInt(runs.size()));
                    world.rates()
                            .change(run.allocation(), at.plusMillis(1), random.nextLong(9_000_000));
                }
            }
            case 2 -> {
                if (!runs.isEmpty()) {
                    stop(
                            runs.get(random.nextInt(runs.size())),
                            at.minusMillis(random.nextInt(30_000)));
                }
            }
            default -> world.meter(at);
        }
    }

    private static void recomputes(InvoiceLine line) {
        BigInteger accrued =
                BigInteger.valueOf(line.ratePerHourMicros())
                        .multiply(BigInteger.valueOf(line.milliseconds()))
                        .add(BigInteger.valueOf(line.carried()));
        assertThat(line.amount().micros())
                .isEqualTo(accrued.divide(MILLIS_PER_HOUR).longValueExact());
    }

    private static long lastNumber() {
        return world.jdbc()
                .sql("select last from billing.invoice_counter")
                .query(Long.class)
                .single();
    }

    private static void atOnce(int threads, Runnable work) throws Exception {
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            Callable<Boolean> task =
                    () -> {
                        work.run();
                        return true;
                    };
            for (Future<Boolean> done :
                    pool.invokeAll(Stream.generate(() -> task).limit(threads).toList())) {
                done.get();
            }
        }
    }
}
