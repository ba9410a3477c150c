package dev.spotdock.billing.wallet;

import dev.spotdock.billing.BillingRejection;
import dev.spotdock.billing.CaptureHold;
import dev.spotdock.billing.CaptureRejection;
import dev.spotdock.billing.Deposit;
import dev.spotdock.billing.HoldFunds;
import dev.spotdock.billing.ReleaseHold;
import dev.spotdock.billing.WalletCommand;
import dev.spotdock.billing.ledger.Purchase;
import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.Ids;
import dev.spotdock.kernel.money.Money;
import dev.spotdock.kernel.outcome.Outcome;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Decides on commands one after the other, against wallets that are locked: each sees what those
 * before it have left.
 */
final class WalletRound {

    private final Map<AccountId, Wallet> wallets;
    private final Map<UUID, Hold> holds;
    private final Map<String, Deposit.Receipt> receipts;
    private final Map<UUID, Purchase.Terms> purchases;
    private final Ids ids;
    private final WalletChanges changes = new WalletChanges();

    WalletRound(Locked locked, Ids ids) {
        this.wallets = new HashMap<>(locked.wallets());
        this.holds = new HashMap<>(locked.holds());
        this.receipts = new HashMap<>(locked.receipts());
        this.purchases = new HashMap<>(locked.purchases());
        this.ids = ids;
    }

    /** Whether it can be decided on: its wallet is locked, or it is on none. */
    boolean knows(WalletCommand<?> command) {
        return switch (command) {
            case HoldFunds hold -> wallets.containsKey(hold.accountId());
            case Deposit deposit -> wallets.containsKey(deposit.accountId());
            case CaptureHold capture -> knowsPayer(capture.reference());
            case ReleaseHold release -> knowsPayer(release.reference());
        };
    }

    private boolean knowsPayer(UUID reference) {
        return !holds.containsKey(reference) || payer(reference).isPresent();
    }

    /** What the command is answered. */
    @Nullable Object decide(WalletCommand<?> command) {
        return switch (command) {
            case HoldFunds hold -> hold(hold);
            case Deposit deposit -> deposit(deposit);
            case CaptureHold capture -> capture(capture);
            case ReleaseHold release -> {
                release(release);
                yield null;
            }
        };
    }

    Outcome<Deposit.Receipt, BillingRejection> deposit(Deposit command) {
        if (!command.amount().isPositive()) {
            throw new IllegalArgumentException("a deposit is more than zero: " + command.amount());
        }
        Optional<Wallet> wallet = Optional.ofNullable(wallets.get(command.accountId()));
        Optional<Deposit.Receipt> earlier = Optional.ofNullable(receipts.get(command.reference()));
        Optional<BillingRejection> refusal = DepositCheck.refusal(command, wallet, earlier);
        if (refusal.isPresent()) {
            return Outcome.refused(refusal.get());
        }
        return Outcome.done(earlier.orElseGet(() -> credit(command, wallet.orElseThrow())));
    }

    private Deposit.Receipt credit(Deposit command, Wallet wallet) {
        Deposit.Receipt receipt =
                new Deposit.Receipt(
                        ids.next(),
                        command.accountId(),
                        command.amount(),
                        Money.ofMicros(wallet.balance()).plus(command.amount()),
                        command.reference(),
                        command.at());
        receipts.put(command.reference(), receipt);
        change(wallet, command.amount().micros(), 0);
        changes.deposit(receipt, command.gateway());
        return receipt;
    }

    Outcome<Money, BillingRejection> hold(HoldFunds command) {
        long amount = command.amount().micros();
        if (amount <= 0) {
            throw new IllegalArgumentException("a hold is more than zero: " + command.amount());
        }
        Wallet wallet = wallets.get(command.accountId());
        if (wallet == null) {
            return Outcome.refused(new BillingRejection.UnknownWallet());
        }
        Hold earlier = holds.get(command.reference());
        if (earlier != null) {
            return repeated(command, earlier);
        }
        if (wallet.free() < amount) {
            return Outcome.refused(
                    new BillingRejection.InsufficientFunds(
                            command.amount(), Money.ofMicros(wallet.free())));
        }
        holds.put(command.reference(), new Hold(command.accountId(), amount, command.expiresAt()));
        change(wallet, 0, amount);
        changes.hold(command);
        return Outcome.done(command.amount());
    }

    private static Outcome<Money, BillingRejection> repeated(HoldFunds command, Hold earlier) {
        if (!earlier.accountId().equals(command.accountId())) {
            throw new IllegalStateException(
                    "hold " + command.reference() + " is on another wallet");
        }
        return Outcome.done(Money.ofMicros(earlier.remaining()));
    }

    Outcome<Money, CaptureRejection> capture(CaptureHold command) {
        Optional<Wallet> payer = payer(command.reference());
        if (payer.isEmpty()) {
            return Outcome.refused(new CaptureRejection.UnknownHold());
        }
        Hold hold = known(command.reference());
        Purchase.Terms terms =
                new Purchase.Terms(
                        command.seller(), command.amount().micros(), command.fee().micros());
        if (!hold.isPending(command.at())) {
            // What was captured is not pending any more: only then can this be a repetition.
            return terms.equals(purchases.get(command.reference()))
                    ? Outcome.done(command.amount())
                    : Outcome.refused(new CaptureRejection.AlreadyResolved());
        }
        if (terms.amount() > hold.remaining()) {
            return Outcome.refused(
                    new CaptureRejection.MoreThanHeld(
                            command.amount(), Money.ofMicros(hold.remaining())));
        }
        pay(command, terms, payer.get(), hold);
        return Outcome.done(command.amount());
    }

    private void pay(CaptureHold command, Purchase.Terms terms, Wallet wallet, Hold hold) {
        purchases.put(command.reference(), terms);
        holds.put(command.reference(), hold.resolved());
        Wallet after = change(wallet, -terms.amount(), -hold.remaining());
        changes.capture(
                command,
                new Purchase(
                        ids.next(),
                        command.reference(),
                        wallet.accountId(),
                        terms,
                        after.balance(),
                        command.at()));
    }

    /** Frees what is left; of an unknown hold, nothing. */
    void release(ReleaseHold command) {
        Optional<Wallet> payer = payer(command.reference());
        if (payer.isEmpty()) {
            return;
        }
        Hold hold = known(command.reference());
        if (hold.remaining() > 0) {
            holds.put(command.reference(), hold.resolved());
            change(payer.get(), 0, -hold.remaining());
            changes.release(command.reference());
        }
    }

    private Optional<Wallet> payer(UUID reference) {
        return Optional.ofNullable(holds.get(reference))
                .flatMap(hold -> Optional.ofNullable(wallets.get(hold.accountId())));
    }

    private Hold known(UUID reference) {
        return Optional.ofNullable(holds.get(reference)).orElseThrow();
    }

    private Wallet change(Wallet wallet, long balance, long held) {
        Wallet after = wallet.plus(balance, held);
        wallets.put(wallet.accountId(), after);
        changes.change(wallet.accountId(), balance, held);
        return after;
    }

    /** All that has to be written. */
    WalletChanges changes() {
        return changes;
    }
}
