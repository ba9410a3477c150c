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

/** Closes months, each once: under the wallet's lock nothing is booked meanwhile. */
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
        Optional<Invoiced> due = wallets.lockDue(command.accountId(), command.until());
        return due.isPresent() && close(due.get(), command);
    }

    private boolean close(Invoiced wallet, CloseMonth command) {
        Optional<OpenLines.Open> open = openLines.of(wallet);
        Instant first = open.map(OpenLines.Open::first).orElse(Instant.MAX);
        if (!first.isBefore(command.until())) {
            wallets.advance(
                    new Invoiced(
                            wallet.accountId(), command.until(), wallet.through(), wallet.floor()));
            return false;
        }
        Month month = Month.of(first.isBefore(wallet.until()) ? wallet.until() : first);
        if (!month.start().isBefore(command.until())) {
            throw new IllegalStateException("a month that runs is not closed: " + month);
        }
        long last = Math.max(wallet.through(), open.orElseThrow().last());
        issue(wallet, month, last, command.at().truncatedTo(ChronoUnit.MILLIS));
        return month.end().isBefore(command.until());
    }

    private void issue(Invoiced wallet, Month month, long last, Instant at) {
        UUID invoiceId = ids.next();
        invoices.addLines(invoiceId, MonthLines.closing(wallet, month, last));
        long floor = openLines.floor(wallet, month.end(), last);
        wallets.advance(new Invoiced(wallet.accountId(), month.end(), last, floor));
        invoices.issue(invoiceId, wallet.accountId(), month, at);
        AfterCommit.run(() -> metrics.counter("spotdock.billing.invoices").increment());
    }
}
