package dev.spotdock.billing.wallet;

import dev.spotdock.billing.BillingRejection;
import dev.spotdock.billing.LockWallets;
import dev.spotdock.billing.PaySeller;
import dev.spotdock.billing.WalletCredited;
import dev.spotdock.billing.ledger.Journal;
import dev.spotdock.billing.ledger.Proceeds;
import dev.spotdock.billing.ledger.Purchase;
import dev.spotdock.billing.ledger.Purchases;
import dev.spotdock.kernel.id.Ids;
import dev.spotdock.kernel.message.Events;
import dev.spotdock.kernel.money.Money;
import dev.spotdock.kernel.outcome.Outcome;
import java.util.List;
import java.util.UUID;
import org.axonframework.commandhandling.CommandHandler;
import org.springframework.stereotype.Component;

/** Puts what sellers have earned into their wallets. */
@Component
class SellerPayments {

    private final Wallets wallets;
    private final Purchases purchases;
    private final Journal journal;
    private final Events events;
    private final Ids ids;

    SellerPayments(Wallets wallets, Purchases purchases, Journal journal, Events events, Ids ids) {
        this.wallets = wallets;
        this.purchases = purchases;
        this.journal = journal;
        this.events = events;
        this.ids = ids;
    }

    @CommandHandler
    void handle(LockWallets command) {
        wallets.lockAll(command.accountIds(), List.of());
    }

    @CommandHandler
    Outcome<Money, BillingRejection> handle(PaySeller command) {
        Purchase.Terms terms = terms(command.reference());
        Wallet wallet = wallets.lockAll(List.of(terms.seller()), List.of()).get(terms.seller());
        if (wallet == null) {
            return Outcome.refused(new BillingRejection.UnknownWallet());
        }
        Money net = Money.ofMicros(terms.net());
        if (!net.isPositive() || purchases.isPaidOut(command.reference())) {
            return Outcome.done(net);
        }
        if (terms.net() > DepositCheck.BALANCE_MAX.micros() - wallet.balance()) {
            return Outcome.refused(new BillingRejection.BalanceTooHigh(DepositCheck.BALANCE_MAX));
        }
        pay(command, terms, wallet.balance() + terms.net());
        return Outcome.done(net);
    }

    private Purchase.Terms terms(UUID reference) {
        Purchase.Terms terms = purchases.of(List.of(reference)).get(reference);
        if (terms == null) {
            throw new IllegalArgumentException("nothing was sold under " + reference);
        }
        return terms;
    }

    private void pay(PaySeller command, Purchase.Terms terms, long balance) {
        journal.append(
                List.of(
                        new Proceeds(
                                ids.next(), command.reference(), terms, balance, command.at())));
        wallets.change(List.of(new WalletChange(terms.seller(), terms.net(), 0)));
        events.publish(
                new WalletCredited(
                        terms.seller(),
                        Money.ofMicros(terms.net()),
                        Money.ofMicros(balance),
                        command.reference().toString(),
                        command.at()));
    }
}
