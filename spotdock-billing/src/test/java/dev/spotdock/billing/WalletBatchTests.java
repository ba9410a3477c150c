package dev.spotdock.billing;

import static dev.spotdock.billing.Scenario.START;
import static dev.spotdock.billing.Scenario.wallet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.message.CommandGroup.Answer;
import dev.spotdock.kernel.money.Money;
import dev.spotdock.kernel.outcome.Outcome;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class WalletBatchTests {

    private static final BillingWorld world = BillingWorld.shared();
    private static final int EFFORT = Integer.getInteger("spotdock.test.effort", 1);

    @AfterEach
    void checksHold() {
        LedgerChecks.hold(world.jdbc());
    }

    /** The same commands twice: one transaction each, and as many in one as comes. */
    @RepeatedTest(5)
    void aBatchDoesWhatItsCommandsDoAlone(RepetitionInfo repetition) {
        for (int i = 0; i < 4 * EFFORT; i++) {
            long seed = 1_000L * repetition.getCurrentRepetition() + i;
            Family alone = new Family(seed);
            Family together = new Family(seed);
            List<String> one = new ArrayList<>();
            List<String> other = new ArrayList<>();
            Random sizes = new Random(seed);
            for (int done = 0; done < 60; ) {
                int size = 1 + sizes.nextInt(12);
                alone.next(size).forEach(command -> one.add(alone.told(world.send(command))));
                world.send(new WalletBatch(together.next(size))).stream()
                        .map(answer -> ((Answer.Handled) answer).value())
                        .forEach(answer -> other.add(together.told(answer)));
                done += size;
            }
            assertThat(other).as("seed %d", seed).isEqualTo(one);
            assertThat(together.state()).as("seed %d", seed).isEqualTo(alone.state());
        }
    }

    @Test
    @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void whatSomebodyElseWorksWithIsLeftToBeSentAlone() throws Exception {
        AccountId free = wallet(100);
        AccountId busy = wallet(100);
        UUID hold = world.id();
        world.send(new HoldFunds(busy, hold, Money.ofMicros(10)));
        try (Connection other = world.connection();
                PreparedStatement lock =
                        other.prepareStatement(
                                "select 1 from billing.wallet where account_id = ? for update")) {
            other.setAutoCommit(false);
            lock.setObject(1, busy.value());
            lock.execute();
            assertThat(
                            world.send(
                                    new WalletBatch(
                                            List.of(
                                                    deposit(busy, "busy " + hold),
                                                    deposit(free, "free " + hold),
                                                    new ReleaseHold(hold),
                                                    new ReleaseHold(world.id())))))
                    .extracting(answer -> answer instanceof Answer.Handled)
                    .containsExactly(false, true, false, true);
            other.rollback();
        }
        assertThat(world.wallet(free).balance()).isEqualTo(Money.ofMicros(110));
        assertThat(world.wallet(busy).balance()).isEqualTo(Money.ofMicros(100));
        assertThat(world.wallet(busy).held()).isEqualTo(Money.ofMicros(10));
    }

    @Test
    @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aReferenceThatIsJustUsedElsewhereUndoesAllOfIt() throws Exception {
        AccountId one = wallet(100);
        AccountId other = wallet(100);
        String reference = world.id().toString();
        List<CompletableFuture<List<Answer>>> batch = new ArrayList<>();
        world.inTransaction(() -> {
            world.send(deposit(other, reference));
            WalletBatch commands =
                    new WalletBatch(
                            List.of(
                                    new HoldFunds(one, world.id(), Money.ofMicros(5)),
                                    deposit(one, reference)));
            batch.add(CompletableFuture.supplyAsync(() -> world.send(commands)));
            awaitLockedInsert();
        });
        assertThatThrownBy(() -> batch.getFirst().join())
                .isInstanceOf(CompletionException.class)
                .hasRootCauseMessage("a deposit's reference was used for another wallet");
        assertThat(world.wallet(one).held()).isEqualTo(Money.ZERO);
        assertThat(world.wallet(one).balance()).isEqualTo(Money.ofMicros(100));
        assertThat(world.send(deposit(one, reference)))
                .isEqualTo(Outcome.refused(new BillingRejection.ReferenceReused(reference)));
    }

    /** On a connection of its own: within a transaction the activities stay as they were seen. */
    private static void awaitLockedInsert() {
        String waiting =
                """
                select count(*) from pg_stat_activity
                where wait_event_type = 'Lock' and query like '%insert into billing.deposit%'
                    and datname = current_database()
                """;
        try (Connection connection = world.connection();
                PreparedStatement statement = connection.prepareStatement(waiting)) {
            boolean isWaiting = false;
            while (!isWaiting) {
                try (ResultSet row = statement.executeQuery()) {
                    isWaiting = row.next() && row.getInt(1) > 0;
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Deposit deposit(AccountId account, String reference) {
        return new Deposit(account, Money.ofMicros(10), reference, START);
    }

    @Test
    void isOfOneToAHundredCommands() {
        List<WalletCommand<?>> many = new ArrayList<>();
        IntStream.range(0, 101).forEach(i -> many.add(new ReleaseHold(world.id())));
        assertThatThrownBy(() -> new WalletBatch(many))
                .hasMessageContaining("expected 1 to 100 commands, not 101");
        assertThatThrownBy(() -> new WalletBatch(List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /**
     * Wallets, holds and references of one run; the same seed makes the same commands on others.
     */
    private static final class Family {

        private final Random random;
        private final String name = world.id().toString();
        private final List<AccountId> accounts =
                IntStream.range(0, 3).mapToObj(i -> wallet(2_000)).toList();
        private final List<AccountId> sellers =
                IntStream.range(0, 2).mapToObj(i -> new AccountId(world.id())).toList();
        private final List<UUID> holds = new ArrayList<>();

        Family(long seed) {
            random = new Random(seed);
        }

        List<WalletCommand<?>> next(int size) {
            List<WalletCommand<?>> commands = new ArrayList<>();
            IntStream.range(0, size).forEach(i -> commands.add(command()));
            return commands;
        }

        private WalletCommand<?> command() {
            int kind = holds.isEmpty() ? 0 : random.nextInt(8);
            if (kind < 3) {
                boolean again = !holds.isEmpty() && random.nextInt(5) == 0;
                if (!again) {
                    holds.add(world.id());
                }
                int hold = again ? random.nextInt(holds.size()) : holds.size() - 1;
                AccountId account = accounts.get(hold % accounts.size());
                Money amount = Money.ofMicros(1 + random.nextInt(900));
                return new HoldFunds(
                        account,
                        holds.get(hold),
                        amount,
                        random.nextInt(4) == 0 ? START.plusMillis(random.nextInt(3)) : null);
            }
            UUID hold = holds.get(random.nextInt(holds.size()));
            return switch (kind) {
                case 3, 4 -> {
                    Money fee = Money.ofMicros(random.nextInt(3));
                    Money amount = fee.plus(Money.ofMicros(1 + random.nextInt(600)));
                    AccountId seller = sellers.get(random.nextInt(sellers.size()));
                    boolean known = random.nextInt(3) > 0;
                    yield new CaptureHold(
                            hold,
                            seller,
                            known ? Money.ofMicros(7) : amount,
                            known ? Money.ZERO : fee,
                            START.plusMillis(1));
                }
                case 5 -> new ReleaseHold(hold);
                default -> {
                    int reference = random.nextInt(20);
                    boolean wrong = random.nextInt(10) == 0;
                    yield new Deposit(
                            accounts.get((reference + (wrong ? 1 : 0)) % accounts.size()),
                            Money.ofMicros(1 + reference),
                            name + reference,
                            START);
                }
            };
        }

        /** An answer without what differs between families. */
        String told(@Nullable Object answer) {
            if (answer instanceof Outcome.Done<?, ?>(Deposit.Receipt receipt)) {
                return "receipt of %s, then %s".formatted(receipt.amount(), receipt.balance());
            }
            return String.valueOf(answer).replace(name, "");
        }

        List<String> state() {
            List<String> state = new ArrayList<>();
            for (AccountId account : accounts) {
                WalletDetails wallet = world.wallet(account);
                state.add("%s, held %s".formatted(wallet.balance(), wallet.held()));
                for (ListEntries.Entry entry : Scenario.entries(account)) {
                    state.add(
                            "%s %s %s %s"
                                    .formatted(
                                            entry.kind(),
                                            entry.amount(),
                                            entry.balance(),
                                            entry.at()));
                }
            }
            for (UUID hold : holds) {
                state.add(
                        world.jdbc()
                                .sql(
                                        """
                                        select concat_ws(' ', state, amount, captured, released)
                                        from billing.hold where reference = ?
                                        """)
                                .param(hold)
                                .query(String.class)
                                .optional()
                                .orElse("none"));
            }
            return state;
        }
    }
}
