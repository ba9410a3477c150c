package dev.spotdock.web.rest.invoices;

import dev.spotdock.billing.Invoice;
import dev.spotdock.billing.InvoiceLine;
import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.web.rest.Cursor;
import dev.spotdock.web.rest.InputErrors;
import dev.spotdock.web.rest.Listing;
import dev.spotdock.web.rest.PageQuery;
import dev.spotdock.web.rest.SiteCurrency;
import dev.spotdock.web.security.Caller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows what months cost. */
@RestController
@RequestMapping("/api/v1/invoices")
@Tag(name = "Invoices")
class InvoicesController {

    private static final String LIST = "invoices";

    /** What an invoice's JSON carries; more is read page by page. */
    private static final int LINES_SHOWN = 1000;

    private final Bills bills;
    private final SiteCurrency site;

    InvoicesController(Bills bills, SiteCurrency site) {
        this.bills = bills;
        this.site = site;
    }

    @GetMapping
    @Operation(
            operationId = "listInvoices",
            summary = "Lists invoices, newest first",
            description = "One per month in which something was charged or given back.")
    Listing<InvoiceView> list(
            @AuthenticationPrincipal Caller caller,
            @Parameter(description = "whose; others' for operators only, default the own")
                    @RequestParam(required = false)
                    @Nullable String accountId,
            @Parameter(description = "1 to 100, default 50") @RequestParam(required = false)
                    @Nullable String limit,
            @Parameter(description = "the \"next\" of the page before")
                    @RequestParam(required = false)
                    @Nullable String cursor) {
        InputErrors errors = new InputErrors();
        PageQuery page = new PageQuery(limit, cursor);
        int size = page.size(errors);
        Long before = page.after(LIST, errors, Long::valueOf);
        errors.refuseIfAny();
        AccountId owner = Bills.owner(caller, accountId);
        return Listing.of(
                bills.list(owner, before == null ? Long.MAX_VALUE : before, size + 1),
                size,
                InvoicesController::cursor,
                invoice -> InvoiceView.of(invoice, site));
    }

    private static Cursor cursor(Invoice invoice) {
        Invoice.Issue issue = Objects.requireNonNull(invoice.issue(), "a listed invoice is issued");
        return new Cursor(LIST, Long.toString(issue.number()));
    }

    @GetMapping("/{id}")
    @Operation(
            operationId = "findInvoice",
            summary = "Shows an invoice, or what the running month cost so far",
            description =
                    "As JSON with its first 1000 lines, with Accept: text/csv all lines, with"
                            + " Accept: application/pdf a page to print. The running statement has"
                            + " no number yet and says what is booked so far.")
    InvoiceView find(
            @AuthenticationPrincipal Caller caller,
            @Parameter(description = "an invoice's id, or \"current\"") @PathVariable String id,
            @Parameter(description = "whose running statement; others' for operators only")
                    @RequestParam(required = false)
                    @Nullable String accountId) {
        Invoice invoice = bills.existing(caller, id, accountId);
        Listing<LineView> lines =
                listing(invoice, bills.lines(invoice, null, LINES_SHOWN + 1), LINES_SHOWN);
        String more =
                lines.next() == null ? null : linesAfter(invoice, id, accountId, lines.next());
        return InvoiceView.of(invoice, lines.items(), more, site);
    }

    private static String linesAfter(
            Invoice invoice, String id, @Nullable String accountId, String cursor) {
        String whose = accountId == null ? "" : "&accountId=" + invoice.accountId();
        return "/api/v1/invoices/%s/lines?cursor=%s%s".formatted(id, cursor, whose);
    }

    @GetMapping("/{id}/lines")
    @Operation(
            operationId = "listInvoiceLines",
            summary = "Lists an invoice's lines: by bid, allocation and time")
    Listing<LineView> lines(
            @AuthenticationPrincipal Caller caller,
            @Parameter(description = "an invoice's id, or \"current\"") @PathVariable String id,
            @Parameter(description = "whose running statement; others' for operators only")
                    @RequestParam(required = false)
                    @Nullable String accountId,
            @Parameter(description = "1 to 100, default 50") @RequestParam(required = false)
                    @Nullable String limit,
            @Parameter(description = "the \"next\" of the page before")
                    @RequestParam(required = false)
                    @Nullable String cursor) {
        InputErrors errors = new InputErrors();
        PageQuery page = new PageQuery(limit, cursor);
        int size = page.size(errors);
        InvoiceLine.Place after = page.after(LinePlaces.LIST, errors, LinePlaces::parse);
        errors.refuseIfAny();
        Invoice invoice = bills.existing(caller, id, accountId);
        return listing(invoice, bills.lines(invoice, after, size + 1), size);
    }

    private Listing<LineView> listing(Invoice invoice, List<InvoiceLine> found, int size) {
        return Listing.of(
                found, size, LinePlaces::cursor, line -> LineView.of(line, invoice, site));
    }
}
