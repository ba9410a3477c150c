package dev.spotdock.billing.wallet;

import dev.spotdock.billing.BillingRejection;
import dev.spotdock.billing.HoldFunds;
import dev.spotdock.billing.HoldFundsBatch;
import dev.spotdock.billing.ReleaseHold;
import dev.spotdock.billing.ResizeHold;
import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.money.Money;
import dev.spotdock.kernel.outcome.Outcome;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
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
        return handle(new HoldFundsBatch(List.of(command))).getFirst();
    }

    @CommandHandler
    List<Outcome<Money, BillingRejection>> handle(HoldFundsBatch command) {
        List<HoldFunds> wanted = command.holds();
        Map<AccountId, Wallet> locked =
                wallets.lockAll(wanted.stream().map(HoldFunds::accountId).distinct().toList());
        Map<UUID, Hold> earlier = holds.findAll(wanted.stream().map(HoldFunds::reference).toList());
        HoldRound round = new HoldRound(locked, earlier);
        List<Outcome<Money, BillingRejection>> outcomes =
                wanted.stream().map(round::decide).toList();
        holds.addAll(round.granted(), clock.instant().truncatedTo(ChronoUnit.MILLIS));
        wallets.hold(round.taken());
        return outcomes;
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
            wallets.hold(Map.of(command.accountId(), more));
        }
        return Outcome.done(command.amount());
    }

    @CommandHandler
    void handle(ReleaseHold command) {
        if (wallets.lockPayer(command.reference()).isEmpty()) {
            return;
        }
        Hold hold = holds.find(command.reference()).orElseThrow();
        if (hold.remaining() == 0) {
            return;
        }
        holds.release(command.reference());
        wallets.hold(Map.of(hold.accountId(), -hold.remaining()));
    }
}
