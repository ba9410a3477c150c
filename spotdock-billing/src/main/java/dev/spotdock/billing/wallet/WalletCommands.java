package dev.spotdock.billing.wallet;

import dev.spotdock.billing.BillingRejection;
import dev.spotdock.billing.Deposit;
import dev.spotdock.billing.OpenWallet;
import dev.spotdock.billing.WalletCredited;
import dev.spotdock.billing.ledger.AfterCommit;
import dev.spotdock.billing.ledger.Journal;
import dev.spotdock.billing.ledger.Line;
import dev.spotdock.kernel.id.Ids;
import dev.spotdock.kernel.message.Events;
import dev.spotdock.kernel.money.Money;
import dev.spotdock.kernel.outcome.Outcome;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Optional;
import org.axonframework.commandhandling.CommandHandler;
import org.springframework.stereotype.Component;

/** Opens wallets and puts money into them. */
@Component
class WalletCommands {

    private final Wallets wallets;
    private final Deposits deposits;
    private final Journal journal;
    private final Events events;
    private final Ids ids;
    private final MeterRegistry metrics;

    WalletCommands(
            Wallets wallets,
            Deposits deposits,
            Journal journal,
            Events events,
            Ids ids,
            MeterRegistry metrics) {
        this.wallets = wallets;
        this.deposits = deposits;
        this.journal = journal;
        this.events = events;
        this.ids = ids;
        this.metrics = metrics;
    }

    @CommandHandler
    void handle(OpenWallet command) {
        wallets.open(command.accountId(), command.at());
    }

    @CommandHandler
    Outcome<Deposit.Receipt, BillingRejection> handle(Deposit command) {
        if (!command.amount().isPositive()) {
            throw new IllegalArgumentException("a deposit is more than zero: " + command.amount());
        }
        Optional<Wallet> wallet = wallets.lock(command.accountId());
        Optional<Deposit.Receipt> earlier = deposits.find(command.reference());
        Optional<BillingRejection> refusal = DepositCheck.refusal(command, wallet, earlier);
        if (refusal.isPresent()) {
            return Outcome.refused(refusal.get());
        }
        if (earlier.isPresent()) {
            return Outcome.done(earlier.get());
        }
        Deposit.Receipt receipt = receipt(command, wallet.orElseThrow());
        // Only a deposit into another wallet can have come in between: this one is locked.
        if (!deposits.add(receipt, command.gateway())) {
            return Outcome.refused(new BillingRejection.ReferenceReused(command.reference()));
        }
        book(receipt);
        return Outcome.done(receipt);
    }

    private Deposit.Receipt receipt(Deposit command, Wallet wallet) {
        return new Deposit.Receipt(
                ids.next(),
                command.accountId(),
                command.amount(),
                Money.ofMicros(wallet.balance()).plus(command.amount()),
                command.reference(),
                command.at());
    }

    private void book(Deposit.Receipt receipt) {
        Line line =
                new Line(
                        receipt.entryId(),
                        Line.Kind.DEPOSIT,
                        receipt.accountId(),
                        receipt.amount().micros(),
                        receipt.balance().micros(),
                        receipt.at(),
                        null);
        journal.append(List.of(line));
        wallets.change(receipt.accountId(), receipt.amount().micros(), 0);
        events.publish(
                new WalletCredited(
                        receipt.accountId(),
                        receipt.amount(),
                        receipt.balance(),
                        receipt.reference(),
                        receipt.at()));
        AfterCommit.run(() -> metrics.counter("spotdock.billing.deposits").increment());
    }
}
