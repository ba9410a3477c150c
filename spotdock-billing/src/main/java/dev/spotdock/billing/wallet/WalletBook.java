package dev.spotdock.billing.wallet;

import dev.spotdock.billing.ledger.AfterCommit;
import dev.spotdock.billing.ledger.Journal;
import dev.spotdock.kernel.message.Events;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** Writes what is done to wallets and holds, with the same statements for one as for a hundred. */
@Component
class WalletBook {

    private final Wallets wallets;
    private final Holds holds;
    private final Deposits deposits;
    private final Journal journal;
    private final Events events;
    private final MeterRegistry metrics;

    WalletBook(
            Wallets wallets,
            Holds holds,
            Deposits deposits,
            Journal journal,
            Events events,
            MeterRegistry metrics) {
        this.wallets = wallets;
        this.holds = holds;
        this.deposits = deposits;
        this.journal = journal;
        this.events = events;
        this.metrics = metrics;
    }

    /**
     * Writes everything.
     *
     * @return false if somebody else has just used the reference of a deposit, for another wallet:
     *     then nothing is written but the other receipts
     */
    boolean write(WalletChanges changes, Instant at) {
        if (!deposits.addAll(changes.paid())) {
            return false;
        }
        holds.addAll(changes.held(), at);
        holds.resolve(changes.resolved());
        journal.append(changes.postings());
        wallets.change(changes.wallets());
        events.publish(changes.events().toArray());
        for (WalletChanges.Paid _ : changes.paid()) {
            AfterCommit.run(() -> metrics.counter("spotdock.billing.deposits").increment());
        }
        return true;
    }
}
