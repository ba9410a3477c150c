package dev.spotdock.billing;

import static dev.spotdock.billing.Scenario.START;
import static dev.spotdock.billing.Scenario.after;
import static dev.spotdock.billing.Scenario.wallet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.money.Money;
import dev.spotdock.kernel.outcome.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HoldTests {

    private static final BillingWorld world = BillingWorld.shared();

    private final AccountId payer = wallet(1_000);
    private final AccountId seller = new AccountId(world.id());

    @AfterEach
    void checksHold() {
        LedgerChecks.hold(world.jdbc());
    }

    @Test
    void aCapturePaysTheSellerAndFreesTheRest() {
        UUID hold = held(300, null);
        assertThat(capture(hold, 200, 20)).isEqualTo(Outcome.done(Money.ofMicros(200)));
        assertThat(world.wallet(payer).balance()).isEqualTo(Money.ofMicros(800));
        assertThat(world.wallet(payer).held()).isEqualTo(Money.ZERO);
        assertThat(earned(seller)).isEqualTo(180);
        assertThat(Scenario.entries(payer).getFirst())
                .extracting(ListEntries.Entry::kind, ListEntries.Entry::amount)
                .containsExactly("purchase", Money.ofMicros(-200));
        assertThat(captures(hold)).containsExactly(captured(hold, 200, 20));
    }

    @Test
    void repeatingACaptureChangesNothing() {
        UUID hold = held(300, null);
        capture(hold, 200, 0);
        assertThat(capture(hold, 200, 0)).isEqualTo(Outcome.done(Money.ofMicros(200)));
        assertThat(world.wallet(payer).balance()).isEqualTo(Money.ofMicros(800));
        assertThat(captures(hold)).hasSize(1);
    }

    @Test
    void aHoldIsResolvedOnce() {
        UUID captured = held(300, null);
        capture(captured, 200, 0);
        assertThat(capture(captured, 100, 0)).isEqualTo(resolved());
        assertThat(capture(captured, 200, 1)).isEqualTo(resolved());
        UUID released = held(300, null);
        world.send(new ReleaseHold(released));
        assertThat(capture(released, 100, 0)).isEqualTo(resolved());
        assertThat(world.wallet(payer).balance()).isEqualTo(Money.ofMicros(800));
    }

    @Test
    void onlyWhatIsHeldIsCaptured() {
        UUID hold = held(300, null);
        assertThat(capture(hold, 301, 0))
                .isEqualTo(
                        Outcome.refused(
                                new CaptureRejection.MoreThanHeld(
                                        Money.ofMicros(301), Money.ofMicros(300))));
        assertThat(capture(world.id(), 1, 0))
                .isEqualTo(Outcome.refused(new CaptureRejection.UnknownHold()));
        assertThatThrownBy(() -> capture(hold, 0, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> capture(hold, 5, 6)).isInstanceOf(IllegalArgumentException.class);
        assertThat(world.wallet(payer).held()).isEqualTo(Money.ofMicros(300));
    }

    @Test
    void whatSeveralBuyersPayIsSummedForTheSeller() {
        capture(held(100, null), 100, 10);
        capture(held(100, null), 50, 50);
        assertThat(earned(seller)).isEqualTo(90);
    }

    /** Each alone: the two could not have it both. */
    @Test
    void whatCouldBeHeldIsToldWithoutHoldingIt() {
        UUID one = held(300, null);
        UUID other = held(200, null);
        UUID nobodys = world.id();
        List<ListAffordableHolds.Wish> enough =
                List.of(wish(one, 800), wish(other, 700), wish(nobodys, 1));
        assertThat(world.<UUID>list(new ListAffordableHolds(enough)))
                .containsExactlyInAnyOrder(one, other);
        assertThat(world.<UUID>list(new ListAffordableHolds(List.of(wish(one, 801))))).isEmpty();
        assertThat(world.wallet(payer).held()).isEqualTo(Money.ofMicros(500));
    }

    private static ListAffordableHolds.Wish wish(UUID hold, long micros) {
        return new ListAffordableHolds.Wish(hold, Money.ofMicros(micros));
    }

    @Test
    void aHoldIsFreedWhenItsTimeIsOver() {
        UUID hold = held(300, after(1_000));
        UUID lasting = held(200, null);
        world.run("hold-expiry", after(999));
        assertThat(world.wallet(payer).held()).isEqualTo(Money.ofMicros(500));
        world.run("hold-expiry", after(1_000));
        world.run("hold-expiry", after(1_001));
        assertThat(world.wallet(payer).held()).isEqualTo(Money.ofMicros(200));
        assertThat(world.events(HoldExpired.class))
                .filteredOn(event -> event.accountId().equals(payer))
                .containsExactly(new HoldExpired(hold, payer, Money.ofMicros(300), after(1_000)));
        assertThat(capture(hold, 100, 0)).isEqualTo(resolved());
        world.send(new ReleaseHold(lasting));
    }

    @Test
    void anExpiredHoldIsNotCapturedEvenBeforeItIsFreed() {
        UUID hold = held(300, after(1_000));
        assertThat(captureAt(hold, after(1_000))).isEqualTo(resolved());
        assertThat(captureAt(hold, after(999))).isEqualTo(Outcome.done(Money.ofMicros(100)));
        world.run("hold-expiry", after(5_000));
        assertThat(world.wallet(payer).balance()).isEqualTo(Money.ofMicros(900));
    }

    private UUID held(long micros, @Nullable Instant expiresAt) {
        UUID reference = world.id();
        assertThat(world.send(new HoldFunds(payer, reference, Money.ofMicros(micros), expiresAt)))
                .isEqualTo(Outcome.done(Money.ofMicros(micros)));
        return reference;
    }

    private Outcome<Money, CaptureRejection> capture(UUID hold, long amount, long fee) {
        return world.send(
                new CaptureHold(hold, seller, Money.ofMicros(amount), Money.ofMicros(fee), START));
    }

    private Outcome<Money, CaptureRejection> captureAt(UUID hold, Instant at) {
        return world.send(new CaptureHold(hold, seller, Money.ofMicros(100), Money.ZERO, at));
    }

    private HoldCaptured captured(UUID hold, long amount, long fee) {
        return new HoldCaptured(
                hold, payer, seller, Money.ofMicros(amount), Money.ofMicros(fee), START);
    }

    private static Outcome<Money, CaptureRejection> resolved() {
        return Outcome.refused(new CaptureRejection.AlreadyResolved());
    }

    private static List<HoldCaptured> captures(UUID hold) {
        return world.events(HoldCaptured.class).stream()
                .filter(event -> event.reference().equals(hold))
                .toList();
    }

    private static long earned(AccountId seller) {
        return world.jdbc()
                .sql(
                        """
                        select coalesce(sum(case when t.credit = a.id then t.amount
                            else -t.amount end), 0)
                        from billing.account a
                        join billing.transfer t on a.id in (t.debit, t.credit)
                        where a.owner = ?
                        """)
                .param(seller.value())
                .query(Long.class)
                .single();
    }
}
