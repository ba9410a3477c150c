package dev.spotdock.billing.invoice;

import dev.spotdock.billing.FindInvoice;
import dev.spotdock.billing.FindStatement;
import dev.spotdock.billing.Invoice;
import dev.spotdock.billing.InvoiceLine;
import dev.spotdock.billing.ListInvoiceLines;
import dev.spotdock.billing.ListInvoicedBids;
import dev.spotdock.billing.ListInvoices;
import dev.spotdock.kernel.id.AccountId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.axonframework.queryhandling.QueryHandler;
import org.springframework.stereotype.Component;

/** Answers what months cost. */
@Component
class InvoiceQueries {

    private final Invoices invoices;
    private final InvoicedWallets wallets;
    private final LineReader lines;

    InvoiceQueries(Invoices invoices, InvoicedWallets wallets, LineReader lines) {
        this.invoices = invoices;
        this.wallets = wallets;
        this.lines = lines;
    }

    @QueryHandler
    List<Invoice> handle(ListInvoices query) {
        return invoices.list(query.accountId(), query.before(), query.limit());
    }

    @QueryHandler
    Optional<Invoice> handle(FindInvoice query) {
        return invoices.find(query.accountId(), query.id());
    }

    /** The month of now; the one after the last closed one if that is later. */
    @QueryHandler
    Optional<Invoice> handle(FindStatement query) {
        return wallets.find(query.accountId())
                .map(wallet -> {
                    Instant until = wallet.until();
                    Month month = Month.of(until.isAfter(query.now()) ? until : query.now());
                    return lines.sum(MonthLines.running(wallet, month));
                });
    }

    @QueryHandler
    List<InvoiceLine> handle(ListInvoiceLines query) {
        return lines.list(source(query.invoice()), query.after(), query.limit());
    }

    @QueryHandler
    List<ListInvoicedBids.InvoicedBid> handle(ListInvoicedBids query) {
        return lines.bids(source(query.invoice()), query.limit());
    }

    private LineReader.Source source(Invoice invoice) {
        Invoice.Issue issue = invoice.issue();
        return issue == null
                ? new LineReader.Made(statement(invoice.accountId(), invoice.from()))
                : new LineReader.Stored(issue.id(), invoice.accountId());
    }

    private MonthLines statement(AccountId accountId, Instant from) {
        Invoiced wallet = wallets.find(accountId).orElseThrow();
        return MonthLines.running(wallet, Month.of(from));
    }
}
