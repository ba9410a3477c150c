package dev.spotdock.billing.wallet;

import dev.spotdock.billing.BillingRejection;
import dev.spotdock.billing.CaptureHold;
import dev.spotdock.billing.CaptureRejection;
import dev.spotdock.billing.Deposit;
import dev.spotdock.billing.HoldFunds;
import dev.spotdock.billing.HoldFundsBatch;
import dev.spotdock.billing.OpenWallet;
import dev.spotdock.billing.ReleaseHold;
import dev.spotdock.billing.WalletBatch;
import dev.spotdock.billing.WalletCommand;
import dev.spotdock.kernel.id.Ids;
import dev.spotdock.kernel.message.CommandGroup.Answer;
import dev.spotdock.kernel.money.Money;
import dev.spotdock.kernel.outcome.Outcome;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.axonframework.commandhandling.CommandHandler;
import org.springframework.stereotype.Component;

/** Opens wallets, puts money into them, sets it aside, pays out of it and frees it. */
@Component
class WalletCommands {

    private final Wallets wallets;
    private final WalletLocks locks;
    private final WalletBook book;
    private final Ids ids;
    private final InstantSource clock;

    WalletCommands(
            Wallets wallets, WalletLocks locks, WalletBook book, Ids ids, InstantSource clock) {
        this.wallets = wallets;
        this.locks = locks;
        this.book = book;
        this.ids = ids;
        this.clock = clock;
    }

    @CommandHandler
    void handle(OpenWallet command) {
        wallets.open(command.accountId(), command.at());
    }

    @CommandHandler
    Outcome<Deposit.Receipt, BillingRejection> handle(Deposit command) {
        WalletRound round = await(List.of(command));
        Outcome<Deposit.Receipt, BillingRejection> outcome = round.deposit(command);
        return write(round)
                ? outcome
                : Outcome.refused(new BillingRejection.ReferenceReused(command.reference()));
    }

    @CommandHandler
    Outcome<Money, BillingRejection> handle(HoldFunds command) {
        return handle(new HoldFundsBatch(List.of(command))).getFirst();
    }

    @CommandHandler
    List<Outcome<Money, BillingRejection>> handle(HoldFundsBatch command) {
        WalletRound round = await(command.holds());
        List<Outcome<Money, BillingRejection>> outcomes =
                command.holds().stream().map(round::hold).toList();
        write(round);
        return outcomes;
    }

    @CommandHandler
    Outcome<Money, CaptureRejection> handle(CaptureHold command) {
        WalletRound round = await(List.of(command));
        Outcome<Money, CaptureRejection> outcome = round.capture(command);
        write(round);
        return outcome;
    }

    @CommandHandler
    void handle(ReleaseHold command) {
        WalletRound round = await(List.of(command));
        round.release(command);
        write(round);
    }

    @CommandHandler
    List<Answer> handle(WalletBatch batch) {
        WalletRound round = new WalletRound(locks.tryLock(batch.commands()), ids);
        List<Answer> answers =
                batch.commands().stream().map(command -> answer(round, command)).toList();
        if (!write(round)) {
            throw new IllegalStateException("a deposit's reference was used for another wallet");
        }
        return answers;
    }

    private static Answer answer(WalletRound round, WalletCommand<?> command) {
        return round.knows(command)
                ? new Answer.Handled(round.decide(command))
                : new Answer.Alone();
    }

    private WalletRound await(List<? extends WalletCommand<?>> commands) {
        return new WalletRound(locks.await(commands), ids);
    }

    private boolean write(WalletRound round) {
        return book.write(round.changes(), clock.instant().truncatedTo(ChronoUnit.MILLIS));
    }
}
