package dev.spotdock.web.rest.invoices;

import dev.spotdock.billing.FindInvoice;
import dev.spotdock.billing.FindStatement;
import dev.spotdock.billing.Invoice;
import dev.spotdock.billing.InvoiceLine;
import dev.spotdock.billing.ListInvoiceLines;
import dev.spotdock.billing.ListInvoicedBids;
import dev.spotdock.billing.ListInvoicedBids.InvoicedBid;
import dev.spotdock.billing.ListInvoices;
import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.web.problem.Problem;
import dev.spotdock.web.rest.Ask;
import dev.spotdock.web.rest.PathId;
import dev.spotdock.web.security.Caller;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Invoices and statements that a caller may see: the own ones; operators see everybody's. */
@Component
class Bills {

    /** In place of an id: the month that runs. */
    static final String CURRENT = "current";

    private final Ask ask;
    private final InstantSource clock;

    Bills(Ask ask, InstantSource clock) {
        this.ask = ask;
        this.clock = clock;
    }

    /**
     * Whose bills are asked for.
     *
     * @param accountId null: the caller's own
     * @throws Problem {@code not-found} for somebody else's, unless the caller is an operator
     */
    static AccountId owner(Caller caller, @Nullable String accountId) {
        AccountId wanted =
                accountId == null ? caller.accountId() : PathId.of(accountId, AccountId::new);
        if (!wanted.equals(caller.accountId()) && !caller.isOperator()) {
            throw Problem.notFound("there is no such account");
        }
        return wanted;
    }

    /**
     * @param id an invoice's, or {@link #CURRENT}
     * @param accountId whose running statement; null: the caller's own
     * @throws Problem {@code not-found}
     */
    Invoice existing(Caller caller, String id, @Nullable String accountId) {
        AccountId owner = owner(caller, accountId);
        Optional<Invoice> found =
                id.equals(CURRENT)
                        ? ask.one(
                                new FindStatement(
                                        owner, clock.instant().truncatedTo(ChronoUnit.MILLIS)),
                                Invoice.class)
                        : ask.one(
                                new FindInvoice(
                                        caller.isOperator() ? null : caller.accountId(),
                                        PathId.of(id, Function.<UUID>identity())),
                                Invoice.class);
        return found.orElseThrow(() -> Problem.notFound("there is no such invoice"));
    }

    List<Invoice> list(AccountId owner, long before, int limit) {
        return ask.many(new ListInvoices(owner, before, limit), Invoice.class);
    }

    List<InvoiceLine> lines(Invoice invoice, InvoiceLine.@Nullable Place after, int limit) {
        return ask.many(new ListInvoiceLines(invoice, after, limit), InvoiceLine.class);
    }

    List<InvoicedBid> bids(Invoice invoice, int limit) {
        return ask.many(new ListInvoicedBids(invoice, limit), InvoicedBid.class);
    }

    /**
     * What a bill is called, fit for a file's name: {@code INV-000001}, {@code statement-2026-11}.
     */
    static String name(Invoice invoice) {
        Invoice.Issue issue = invoice.issue();
        return issue == null
                ? "statement-" + invoice.from().toString().substring(0, "2026-11".length())
                : issue.name();
    }
}
