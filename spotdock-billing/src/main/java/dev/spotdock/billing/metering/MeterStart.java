package dev.spotdock.billing.metering;

import dev.spotdock.billing.StartMeter;
import dev.spotdock.billing.wallet.Settlement;
import dev.spotdock.billing.wallet.Wallets;
import java.util.List;
import org.axonframework.commandhandling.CommandHandler;
import org.springframework.stereotype.Component;

/** Starts meters. */
@Component
class MeterStart {

    private final Wallets wallets;
    private final Meters meters;

    MeterStart(Wallets wallets, Meters meters) {
        this.wallets = wallets;
        this.meters = meters;
    }

    @CommandHandler
    void handle(StartMeter command) {
        if (command.ratePerHourMicros() < 0) {
            throw new IllegalArgumentException("a rate is not negative: " + command);
        }
        wallets.lockKnown(command.accountId());
        if (meters.start(command)) {
            wallets.settle(List.of(new Settlement(command.accountId(), 0, 0, null)));
        }
    }
}
