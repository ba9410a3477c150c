package dev.spotdock.billing.wallet;

import dev.spotdock.billing.CaptureHold;
import dev.spotdock.billing.Deposit;
import dev.spotdock.billing.HoldCaptured;
import dev.spotdock.billing.HoldExpired;
import dev.spotdock.billing.HoldFunds;
import dev.spotdock.billing.WalletCredited;
import dev.spotdock.billing.ledger.Line;
import dev.spotdock.billing.ledger.Posting;
import dev.spotdock.billing.ledger.Purchase;
import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.money.Money;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What is done to wallets and holds, in the order in which it was decided. */
final class WalletChanges {

    /** A deposit's receipt, and who collected the money. */
    record Paid(Deposit.Receipt receipt, String gateway) {}

    /**
     * A hold's end.
     *
     * @param captured micro-units; 0: all of it is freed
     */
    record Resolution(UUID reference, long captured) {}

    private final List<HoldFunds> held = new ArrayList<>();
    private final List<Resolution> resolved = new ArrayList<>();
    private final List<Paid> paid = new ArrayList<>();
    private final List<Posting> postings = new ArrayList<>();
    private final Map<AccountId, WalletChange> wallets = new HashMap<>();
    private final List<Object> events = new ArrayList<>();

    void hold(HoldFunds command) {
        held.add(command);
    }

    void release(UUID reference) {
        resolved.add(new Resolution(reference, 0));
    }

    void expire(UUID reference, Hold hold, Instant at) {
        release(reference);
        change(hold.accountId(), 0, -hold.remaining());
        events.add(
                new HoldExpired(reference, hold.accountId(), Money.ofMicros(hold.remaining()), at));
    }

    void capture(CaptureHold command, Purchase purchase) {
        resolved.add(new Resolution(command.reference(), command.amount().micros()));
        postings.add(purchase);
        events.add(
                new HoldCaptured(
                        command.reference(),
                        purchase.payer(),
                        command.seller(),
                        command.amount(),
                        command.fee(),
                        command.at()));
    }

    void deposit(Deposit.Receipt receipt, String gateway) {
        paid.add(new Paid(receipt, gateway));
        postings.add(
                new Line(
                        receipt.entryId(),
                        Line.Kind.DEPOSIT,
                        receipt.accountId(),
                        receipt.amount().micros(),
                        receipt.balance().micros(),
                        receipt.at(),
                        null));
        events.add(
                new WalletCredited(
                        receipt.accountId(),
                        receipt.amount(),
                        receipt.balance(),
                        receipt.reference(),
                        receipt.at()));
    }

    /** Adds to a wallet's balance and to what is held of it. */
    void change(AccountId accountId, long balance, long held) {
        wallets.merge(accountId, new WalletChange(accountId, balance, held), WalletChange::plus);
    }

    List<HoldFunds> held() {
        return held;
    }

    List<Resolution> resolved() {
        return resolved;
    }

    List<Paid> paid() {
        return paid;
    }

    List<Posting> postings() {
        return postings;
    }

    List<WalletChange> wallets() {
        return List.copyOf(wallets.values());
    }

    List<Object> events() {
        return events;
    }
}
