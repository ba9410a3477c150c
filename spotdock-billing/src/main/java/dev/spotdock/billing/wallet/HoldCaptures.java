package dev.spotdock.billing.wallet;

import dev.spotdock.billing.CaptureHold;
import dev.spotdock.billing.CaptureRejection;
import dev.spotdock.billing.HoldCaptured;
import dev.spotdock.billing.ledger.Journal;
import dev.spotdock.billing.ledger.Purchase;
import dev.spotdock.kernel.id.Ids;
import dev.spotdock.kernel.message.Events;
import dev.spotdock.kernel.money.Money;
import dev.spotdock.kernel.outcome.Outcome;
import java.util.Optional;
import org.axonframework.commandhandling.CommandHandler;
import org.springframework.stereotype.Component;

/** Pays sellers out of holds. */
@Component
class HoldCaptures {

    private final Wallets wallets;
    private final Holds holds;
    private final Journal journal;
    private final Events events;
    private final Ids ids;

    HoldCaptures(Wallets wallets, Holds holds, Journal journal, Events events, Ids ids) {
        this.wallets = wallets;
        this.holds = holds;
        this.journal = journal;
        this.events = events;
        this.ids = ids;
    }

    @CommandHandler
    Outcome<Money, CaptureRejection> handle(CaptureHold command) {
        Optional<Wallet> payer = wallets.lockPayer(command.reference());
        if (payer.isEmpty()) {
            return Outcome.refused(new CaptureRejection.UnknownHold());
        }
        Wallet wallet = payer.get();
        Hold hold = holds.find(command.reference()).orElseThrow();
        Purchase.Terms terms =
                new Purchase.Terms(
                        command.seller(), command.amount().micros(), command.fee().micros());
        if (!hold.isPending(command.at())) {
            // What was captured is not pending any more: only then can this be a repetition.
            return journal.purchaseOf(command.reference()).filter(terms::equals).isPresent()
                    ? Outcome.done(command.amount())
                    : Outcome.refused(new CaptureRejection.AlreadyResolved());
        }
        if (terms.amount() > hold.remaining()) {
            return Outcome.refused(
                    new CaptureRejection.MoreThanHeld(
                            command.amount(), Money.ofMicros(hold.remaining())));
        }
        pay(command, terms, wallet, hold);
        return Outcome.done(command.amount());
    }

    private void pay(CaptureHold command, Purchase.Terms terms, Wallet wallet, Hold hold) {
        journal.append(
                new Purchase(
                        ids.next(),
                        ids.next(),
                        command.reference(),
                        wallet.accountId(),
                        terms,
                        wallet.balance() - terms.amount(),
                        command.at()));
        holds.resolve(command.reference(), terms.amount());
        wallets.change(wallet.accountId(), -terms.amount(), -hold.remaining());
        events.publish(
                new HoldCaptured(
                        command.reference(),
                        wallet.accountId(),
                        command.seller(),
                        command.amount(),
                        command.fee(),
                        command.at()));
    }
}
