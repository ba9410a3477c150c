package dev.spotdock.billing.wallet;

import dev.spotdock.billing.BillingRejection;
import dev.spotdock.billing.HoldFunds;
import dev.spotdock.billing.ReleaseHold;
import dev.spotdock.kernel.money.Money;
import dev.spotdock.kernel.outcome.Outcome;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.axonframework.commandhandling.CommandHandler;
import org.springframework.stereotype.Component;

/** Sets free money aside and frees it. */
@Component
class HoldCommands {

    private final Wallets wallets;
    private final Holds holds;
    private final InstantSource clock;

    HoldCommands(Wallets wallets, Holds holds, InstantSource clock) {
        this.wallets = wallets;
        this.holds = holds;
        this.clock = clock;
    }

    @CommandHandler
    Outcome<Money, BillingRejection> handle(HoldFunds command) {
        if (!command.amount().isPositive()) {
            throw new IllegalArgumentException("a hold is more than zero: " + command.amount());
        }
        Optional<Wallet> wallet = wallets.lock(command.accountId());
        if (wallet.isEmpty()) {
            return Outcome.refused(new BillingRejection.UnknownWallet());
        }
        Optional<Hold> earlier = holds.find(command.reference());
        if (earlier.isPresent()) {
            return repeated(command, earlier.get());
        }
        Money free = Money.ofMicros(wallet.get().free());
        if (free.compareTo(command.amount()) < 0) {
            return Outcome.refused(new BillingRejection.InsufficientFunds(command.amount(), free));
        }
        long amount = command.amount().micros();
        holds.add(
                command.reference(),
                command.accountId(),
                amount,
                clock.instant().truncatedTo(ChronoUnit.MILLIS));
        wallets.hold(command.accountId(), amount);
        return Outcome.done(command.amount());
    }

    private static Outcome<Money, BillingRejection> repeated(HoldFunds command, Hold earlier) {
        if (!earlier.accountId().equals(command.accountId())) {
            throw new IllegalStateException(
                    "hold " + command.reference() + " is on another wallet");
        }
        return Outcome.done(Money.ofMicros(earlier.remaining()));
    }

    @CommandHandler
    void handle(ReleaseHold command) {
        Optional<Hold> unlocked = holds.find(command.reference());
        if (unlocked.isEmpty() || unlocked.get().remaining() == 0) {
            return;
        }
        wallets.lockKnown(unlocked.get().accountId());
        Hold hold = holds.find(command.reference()).orElseThrow();
        if (hold.remaining() == 0) {
            return;
        }
        holds.release(command.reference());
        wallets.hold(hold.accountId(), -hold.remaining());
    }
}
