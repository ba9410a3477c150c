package dev.spotdock.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.money.Money;
import dev.spotdock.kernel.outcome.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WalletTests {

    private static final Instant NOW = Instant.parse("2026-11-10T10:00:00Z");
    private static final BillingWorld world = BillingWorld.shared();

    @AfterEach
    void checksHold() {
        LedgerChecks.hold(world.jdbc());
    }

    @Test
    void openingTwiceChangesNothing() {
        AccountId account = account();
        deposit(account, 5, reference());
        world.send(new OpenWallet(account, NOW));
        assertThat(world.wallet(account).balance()).isEqualTo(Money.ofMicros(5));
    }

    @Test
    void aDepositIsBookedAndAnnounced() {
        AccountId account = account();
        String reference = reference();
        Deposit.Receipt receipt = done(deposit(account, 2_500_000, reference));
        assertThat(receipt.balance()).isEqualTo(Money.parse("2.5"));
        assertThat(world.wallet(account))
                .isEqualTo(
                        new WalletDetails(account, Money.parse("2.5"), Money.ZERO, 0, null, null));
        assertThat(world.events(WalletCredited.class))
                .contains(
                        new WalletCredited(
                                account, Money.parse("2.5"), Money.parse("2.5"), reference, NOW));
    }

    @Test
    void aRepeatedDepositYieldsTheFirstReceipt() {
        AccountId account = account();
        String reference = reference();
        Deposit.Receipt first = done(deposit(account, 7, reference));
        deposit(account, 1, reference());
        assertThat(done(deposit(account, 7, reference))).isEqualTo(first);
        assertThat(world.wallet(account).balance()).isEqualTo(Money.ofMicros(8));
    }

    @Test
    void aReferenceIsNotReusedForAnotherAmountOrWallet() {
        AccountId account = account();
        String reference = reference();
        deposit(account, 7, reference);
        var reused = Outcome.refused(new BillingRejection.ReferenceReused(reference));
        assertThat(deposit(account, 8, reference)).isEqualTo(reused);
        assertThat(deposit(account(), 7, reference)).isEqualTo(reused);
        assertThat(world.wallet(account).balance()).isEqualTo(Money.ofMicros(7));
    }

    @Test
    void aWalletHoldsOnlySoMuch() {
        AccountId account = account();
        Money most = Money.parse("10000000000");
        String last = reference();
        deposit(account, most.micros() - 1, reference());
        var tooHigh = Outcome.refused(new BillingRejection.BalanceTooHigh(most));
        assertThat(deposit(account, 2, reference())).isEqualTo(tooHigh);
        assertThat(deposit(account, Long.MAX_VALUE, reference())).isEqualTo(tooHigh);
        Deposit.Receipt receipt = done(deposit(account, 1, last));
        assertThat(receipt.balance()).isEqualTo(most);
        assertThat(done(deposit(account, 1, last))).as("repeated").isEqualTo(receipt);
        assertThat(refusal(new Deposit(account, Money.ofMicros(1), reference(), NOW)))
                .contains(new BillingRejection.BalanceTooHigh(most));
        assertThat(refusal(new Deposit(account, Money.ofMicros(1), last, NOW))).isEmpty();
    }

    private static Optional<BillingRejection> refusal(Deposit deposit) {
        return world.one(new FindDepositRejection(deposit));
    }

    @Test
    void nothingHappensToAnUnknownWallet() {
        AccountId nobody = new AccountId(world.id());
        assertThat(deposit(nobody, 1, reference()))
                .isEqualTo(Outcome.refused(new BillingRejection.UnknownWallet()));
        assertThat(hold(nobody, world.id(), 1))
                .isEqualTo(Outcome.refused(new BillingRejection.UnknownWallet()));
        assertThat(world.one(new FindWallet(nobody))).isEmpty();
    }

    @Test
    void amountsOfZeroAndLessAreBugsOfTheCaller() {
        AccountId account = account();
        assertThatThrownBy(() -> deposit(account, 0, reference()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> hold(account, world.id(), -1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void holdsOnlyWhatIsFree() {
        AccountId account = account();
        deposit(account, 10, reference());
        UUID bid = world.id();
        assertThat(hold(account, bid, 6)).isEqualTo(Outcome.done(Money.ofMicros(6)));
        assertThat(hold(account, bid, 9)).isEqualTo(Outcome.done(Money.ofMicros(6)));
        assertThat(hold(account, world.id(), 5))
                .isEqualTo(
                        Outcome.refused(
                                new BillingRejection.InsufficientFunds(
                                        Money.ofMicros(5), Money.ofMicros(4))));
        assertThat(world.wallet(account).held()).isEqualTo(Money.ofMicros(6));
        assertThat(world.wallet(account).available()).isEqualTo(Money.ofMicros(4));
    }

    @Test
    void releasesOnce() {
        AccountId account = account();
        deposit(account, 10, reference());
        UUID bid = world.id();
        hold(account, bid, 6);
        world.send(new ReleaseHold(bid));
        world.send(new ReleaseHold(bid));
        world.send(new ReleaseHold(world.id()));
        assertThat(world.wallet(account).available()).isEqualTo(Money.ofMicros(10));
        assertThat(hold(account, bid, 6)).isEqualTo(Outcome.done(Money.ZERO));
    }

    @Test
    void listsEntriesNewestFirstPageByPage() {
        AccountId account = account();
        Stream.of(1, 2, 3).forEach(amount -> deposit(account, amount, reference()));
        List<ListEntries.Entry> page = world.list(new ListEntries(account, Long.MAX_VALUE, 2));
        assertThat(page).extracting(entry -> entry.amount().micros()).containsExactly(3L, 2L);
        assertThat(page).extracting(entry -> entry.balance().micros()).containsExactly(6L, 3L);
        List<ListEntries.Entry> rest =
                world.list(new ListEntries(account, page.getLast().position(), 2));
        assertThat(rest).extracting(entry -> entry.amount().micros()).containsExactly(1L);
        assertThat(rest.getFirst().kind()).isEqualTo("deposit");
        assertThat(rest.getFirst().slice()).isNull();
    }

    @Test
    void holdsOfABatchFollowEachOther() {
        AccountId poor = account();
        AccountId rich = account();
        done(deposit(poor, 100, reference()));
        done(deposit(rich, 1_000, reference()));
        UUID repeated = world.id();
        var outcomes =
                world.send(
                        new HoldFundsBatch(
                                List.of(
                                        wanted(poor, repeated, 60),
                                        wanted(rich, world.id(), 1_000),
                                        wanted(poor, world.id(), 41),
                                        wanted(poor, repeated, 60),
                                        wanted(new AccountId(world.id()), world.id(), 1),
                                        wanted(poor, world.id(), 40))));
        assertThat(outcomes)
                .containsExactly(
                        Outcome.done(Money.ofMicros(60)),
                        Outcome.done(Money.ofMicros(1_000)),
                        Outcome.refused(
                                new BillingRejection.InsufficientFunds(
                                        Money.ofMicros(41), Money.ofMicros(40))),
                        Outcome.done(Money.ofMicros(60)),
                        Outcome.refused(new BillingRejection.UnknownWallet()),
                        Outcome.done(Money.ofMicros(40)));
        assertThat(world.wallet(poor).held()).isEqualTo(Money.ofMicros(100));
        assertThat(world.wallet(rich).held()).isEqualTo(Money.ofMicros(1_000));
    }

    private static HoldFunds wanted(AccountId account, UUID reference, long micros) {
        return new HoldFunds(account, reference, Money.ofMicros(micros));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update billing.transfer set amount = amount + 1",
                "delete from billing.transfer",
                "truncate billing.transfer",
                "update billing.transfer set amount = 1 where false"
            })
    void theJournalRefusesChanges(String statement) {
        assertThatThrownBy(() -> world.jdbc().sql(statement).update())
                .hasMessageContaining("append-only");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update billing.wallet set balance = -1",
                "update billing.wallet set held = balance + 1",
                "update billing.wallet set held = -1"
            })
    void theDatabaseItselfRefusesImpossibleWallets(String statement) {
        account();
        assertThatThrownBy(() -> world.jdbc().sql(statement).update())
                .hasMessageContaining("violates check constraint");
    }

    private static AccountId account() {
        AccountId account = new AccountId(world.id());
        world.send(new OpenWallet(account, NOW));
        return account;
    }

    private static Outcome<Deposit.Receipt, BillingRejection> deposit(
            AccountId account, long micros, String reference) {
        return world.send(new Deposit(account, Money.ofMicros(micros), reference, NOW));
    }

    private static Outcome<Money, BillingRejection> hold(
            AccountId account, UUID reference, long micros) {
        return world.send(new HoldFunds(account, reference, Money.ofMicros(micros)));
    }

    private static <T> T done(Outcome<T, BillingRejection> outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        return ((Outcome.Done<T, BillingRejection>) outcome).value();
    }

    private static String reference() {
        return world.id().toString();
    }
}
