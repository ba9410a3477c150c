package dev.spotdock.billing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.money.Money;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** Every command of the module from 32 threads on 20 wallets. */
class AllAtOnceTests {

    private static final int THREADS = 32;
    private static final int EFFORT = Integer.getInteger("spotdock.test.effort", 1);

    /** Of each thread; a soak run makes it 20,000. */
    private static final int OPERATIONS = EFFORT == 1 ? 60 : 1_000 * EFFORT;

    private static final Duration LONGEST = Duration.ofMinutes(2).multipliedBy(EFFORT);

    @Test
    void theBooksAreRightWhileEverythingHappensAndAfterIt() throws Exception {
        try (BillingWorld world = BillingWorld.fresh(Map.of(), THREADS + 2);
                ExecutorService threads = Executors.newFixedThreadPool(THREADS + 1)) {
            List<AccountId> accounts =
                    IntStream.range(0, 20).mapToObj(i -> new AccountId(world.id())).toList();
            Bustle bustle = new Bustle(world, accounts, 1 + OPERATIONS / 10);
            AtomicBoolean over = new AtomicBoolean();
            Future<Integer> snapshots = threads.submit(() -> checkUntil(world, over));
            List<Callable<Integer>> tasks = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                Random random = new Random(thread);
                tasks.add(() -> IntStream.range(0, OPERATIONS).map(i -> bustle.one(random)).sum());
            }
            try {
                for (Future<Integer> task :
                        threads.invokeAll(tasks, LONGEST.toSeconds(), TimeUnit.SECONDS)) {
                    assertThat(task.get()).isEqualTo(OPERATIONS);
                }
            } finally {
                over.set(true);
            }
            assertThat(snapshots.get()).as("snapshots that were checked").isPositive();
            bustle.end();
            LedgerChecks.hold(world.jdbc());
            LedgerChecks.slicesAtMost(world.jdbc(), Duration.ofSeconds(10));
            moneyIsConserved(world, bustle, accounts);
        }
    }

    /** Each round in one snapshot of the database; answers how many there were. */
    private static int checkUntil(BillingWorld world, AtomicBoolean over) throws SQLException {
        int snapshots = 0;
        try (Connection connection = world.connection()) {
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            JdbcClient jdbc = JdbcClient.create(new SingleConnectionDataSource(connection, true));
            while (!over.get()) {
                LedgerChecks.hold(jdbc);
                connection.rollback();
                snapshots++;
            }
        }
        return snapshots;
    }

    private static void moneyIsConserved(
            BillingWorld world, Bustle bustle, List<AccountId> accounts) {
        Money left = Money.ZERO;
        for (AccountId account : accounts) {
            WalletDetails wallet = world.wallet(account);
            assertThat(wallet.held()).as("all holds were released").isEqualTo(Money.ZERO);
            left = left.plus(wallet.balance());
        }
        long charged =
                world.jdbc()
                        .sql(
                                """
                                select coalesce(sum(case kind when 'charge' then amount
                                    when 'refund' then -amount else 0 end), 0)
                                from billing.transfer
                                """)
                        .query(Long.class)
                        .single();
        assertThat(charged).isPositive();
        assertThat(left.plus(Money.ofMicros(charged))).isEqualTo(bustle.deposited());
    }
}
