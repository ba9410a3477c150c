package dev.spotdock.billing.metering;

import dev.spotdock.billing.RefundAttempt;
import dev.spotdock.billing.wallet.Wallet;
import dev.spotdock.billing.wallet.Wallets;
import java.util.Optional;
import org.axonframework.commandhandling.CommandHandler;
import org.springframework.stereotype.Component;

/** Makes attempts free that were charged. */
@Component
class AttemptRefund {

    private final Wallets wallets;
    private final Meters meters;
    private final Reversals reversals;

    AttemptRefund(Wallets wallets, Meters meters, Reversals reversals) {
        this.wallets = wallets;
        this.meters = meters;
        this.reversals = reversals;
    }

    @CommandHandler
    void handle(RefundAttempt command) {
        Optional<Wallet> payer = meters.paidBy(command.allocationId()).map(wallets::lockKnown);
        payer.ifPresent(
                wallet -> reversals.refundAll(wallet, command.allocationId(), command.at()));
    }
}
