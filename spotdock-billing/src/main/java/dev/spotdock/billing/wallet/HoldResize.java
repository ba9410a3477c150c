package dev.spotdock.billing.wallet;

import dev.spotdock.billing.BillingRejection;
import dev.spotdock.billing.ResizeHold;
import dev.spotdock.kernel.money.Money;
import dev.spotdock.kernel.outcome.Outcome;
import java.util.List;
import org.axonframework.commandhandling.CommandHandler;
import org.springframework.stereotype.Component;

/** Changes how much is set aside. */
@Component
class HoldResize {

    private final Wallets wallets;
    private final Holds holds;

    HoldResize(Wallets wallets, Holds holds) {
        this.wallets = wallets;
        this.holds = holds;
    }

    @CommandHandler
    Outcome<Money, BillingRejection> handle(ResizeHold command) {
        Wallet wallet = wallets.lockKnown(command.accountId());
        Hold hold =
                holds.find(command.reference())
                        .filter(found -> found.accountId().equals(command.accountId()))
                        .orElseThrow(() ->
                                new IllegalArgumentException("there is no such hold: " + command));
        long more = command.amount().micros() - hold.remaining();
        if (more > wallet.free()) {
            return Outcome.refused(
                    new BillingRejection.InsufficientFunds(
                            Money.ofMicros(more), Money.ofMicros(wallet.free())));
        }
        if (more != 0) {
            holds.resize(command.reference(), more);
            wallets.change(List.of(new WalletChange(command.accountId(), 0, more)));
        }
        return Outcome.done(command.amount());
    }
}
