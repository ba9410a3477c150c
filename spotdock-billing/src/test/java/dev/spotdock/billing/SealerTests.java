package dev.spotdock.billing;

import static dev.spotdock.billing.Scenario.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.kernel.id.AccountId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class SealerTests {

    private static final int WRITERS = 8;
    private static final int DEPOSITS = 60 * Integer.getInteger("spotdock.test.effort", 1);
    private static final BillingWorld world = BillingWorld.shared();

    @Test
    void waitsForLinesThatAreWrittenBelowOnesThatAreCommitted() throws Exception {
        AccountId slow = Scenario.wallet(1);
        AccountId quick = Scenario.wallet(1);
        seal();
        long before = sealed();
        CountDownLatch written = new CountDownLatch(1);
        CountDownLatch mayCommit = new CountDownLatch(1);
        try (ExecutorService writer = Executors.newSingleThreadExecutor()) {
            Future<?> transaction =
                    writer.submit(() ->
                            world.inTransaction(() -> {
                                Scenario.deposit(slow, 5);
                                written.countDown();
                                await(mayCommit);
                            }));
            written.await();
            Scenario.deposit(quick, 7);
            seal();
            seal();
            long meanwhile = sealed();
            mayCommit.countDown();
            transaction.get();
            assertThat(meanwhile).isEqualTo(before);
        }
        seal();
        assertThat(sealed()).isEqualTo(before + 2);
        LedgerChecks.hold(world.jdbc());
    }

    @Test
    void sealsEveryLineOnceWhileOthersWrite() throws Exception {
        List<AccountId> accounts = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            accounts.add(Scenario.wallet(1));
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(WRITERS + 2)) {
            List<Future<?>> writers = new ArrayList<>();
            for (AccountId account : accounts) {
                writers.add(
                        threads.submit(() -> {
                            for (int i = 0; i < DEPOSITS; i++) {
                                Scenario.deposit(account, 1);
                            }
                        }));
            }
            Future<?> sealer = threads.submit(() -> sealWhileRunning(writers));
            for (Future<?> writer : writers) {
                writer.get();
            }
            sealer.get();
        }
        seal();
        long lines =
                world.jdbc()
                        .sql("select max(position) from billing.transfer")
                        .query(Long.class)
                        .single();
        assertThat(sealed()).isEqualTo(lines);
        LedgerChecks.hold(world.jdbc());
    }

    private static void sealWhileRunning(List<Future<?>> writers) {
        while (!writers.stream().allMatch(Future::isDone)) {
            world.run("sealer", START);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void seal() {
        world.run("sealer", START);
        world.run("sealer", START);
    }

    private static long sealed() {
        return Objects.requireNonNull(
                world.jdbc()
                        .sql("select coalesce(max(to_position), 0) from billing.seal")
                        .query(Long.class)
                        .single());
    }
}
