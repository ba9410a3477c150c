package dev.spotdock.billing.invoice;

import dev.spotdock.billing.ledger.AfterCommit;
import dev.spotdock.kernel.id.Ids;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.axonframework.commandhandling.CommandHandler;
import org.springframework.stereotype.Component;

/**
 * Closes months, each once. A month's lines are made without the wallet's lock, because there may
 * be many and the wallet is charged meanwhile; under the lock they stand if nothing was booked for
 * the month since.
 */
@Component
class MonthClosing {

    /** One statement without a look at lines; bounds how many wallets it locks. */
    private static final int PASSED_OVER_MAX = 10_000;

    private final InvoicedWallets wallets;
    private final OpenLines openLines;
    private final Invoices invoices;
    private final Ids ids;
    private final MeterRegistry metrics;

    MonthClosing(
            InvoicedWallets wallets,
            OpenLines openLines,
            Invoices invoices,
            Ids ids,
            MeterRegistry metrics) {
        this.wallets = wallets;
        this.openLines = openLines;
        this.invoices = invoices;
        this.ids = ids;
        this.metrics = metrics;
    }

    @CommandHandler
    void handle(PassOverIdle command) {
        wallets.passOver(command.until(), PASSED_OVER_MAX);
    }

    @CommandHandler
    Boolean handle(CloseMonth command) {
        Optional<Invoiced> due = wallets.findDue(command.accountId(), command.until());
        if (due.isEmpty()) {
            return false;
        }
        Optional<OpenLines.Open> open =
                openLines.of(due.get()).filter(o -> o.first().isBefore(command.until()));
        return open.isPresent()
                ? close(due.get(), open.get(), command)
                : passOver(due.get(), command);
    }

    private boolean passOver(Invoiced wallet, CloseMonth command) {
        wallets.lockUnchanged(wallet, command.until())
                .ifPresent(locked -> wallets.advance(locked.movedTo(command.until())));
        return false;
    }

    private boolean close(Invoiced wallet, OpenLines.Open open, CloseMonth command) {
        Instant first = open.first();
        Month month = Month.of(first.isBefore(wallet.until()) ? wallet.until() : first);
        if (month.end().isAfter(command.until())) {
            throw new IllegalStateException("a month that runs is not closed: " + month);
        }
        long last = Math.max(wallet.through(), open.last());
        UUID invoiceId = ids.next();
        invoices.draft(invoiceId, MonthLines.closing(wallet, month, last));
        long floor = openLines.floor(wallet, month.end(), last);
        boolean stands =
                wallets.lockUnchanged(wallet, command.until()).isPresent()
                        && !openLines.isMoreBooked(wallet.accountId(), month.end(), last);
        if (!stands) {
            invoices.discardDraft();
            return false; // until the next run
        }
        wallets.advance(new Invoiced(wallet.accountId(), month.end(), last, floor));
        Instant at = command.at().truncatedTo(ChronoUnit.MILLIS);
        invoices.issue(invoiceId, wallet.accountId(), month, at);
        AfterCommit.run(() -> metrics.counter("spotdock.billing.invoices").increment());
        return month.end().isBefore(command.until());
    }
}
