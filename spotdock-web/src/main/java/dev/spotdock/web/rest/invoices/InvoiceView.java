package dev.spotdock.web.rest.invoices;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.spotdock.billing.Invoice;
import dev.spotdock.web.rest.AmountView;
import dev.spotdock.web.rest.SiteCurrency;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What an account's month cost. */
@Schema(name = "Invoice")
@JsonInclude(JsonInclude.Include.NON_NULL)
record InvoiceView(
        @Schema(description = "not of a running statement") @Nullable UUID id,
        @Schema(
                        description =
                                "without gaps over the whole installation; not of a running"
                                        + " statement",
                        example = "INV-000001")
                @Nullable String number,
        @Schema(
                        allowableValues = {"issued", "open"},
                        description = "open: the month still runs")
                String state,
        UUID accountId,
        PeriodView period,
        @Nullable Instant issuedAt,
        @Schema(description = "what was charged, reversed charges included") AmountView usage,
        @Schema(description = "what was given back") AmountView refunds,
        @Schema(description = "usage less refunds") AmountView total,
        long lineCount,
        @Schema(description = "the first 1000; not in lists") @Nullable List<LineView> lines,
        @Schema(description = "where the lines after these are, if there are more")
                @Nullable String moreLines) {

    /** Without its lines. */
    static InvoiceView of(Invoice invoice, SiteCurrency site) {
        return of(invoice, null, null, site);
    }

    static InvoiceView of(
            Invoice invoice,
            @Nullable List<LineView> lines,
            @Nullable String moreLines,
            SiteCurrency site) {
        Invoice.Issue issue = invoice.issue();
        return new InvoiceView(
                issue == null ? null : issue.id(),
                issue == null ? null : issue.name(),
                issue == null ? "open" : "issued",
                invoice.accountId().value(),
                new PeriodView(invoice.from(), invoice.to()),
                issue == null ? null : issue.at(),
                site.amount(invoice.usage()),
                site.amount(invoice.refunds()),
                site.amount(invoice.total()),
                invoice.lines(),
                lines,
                moreLines);
    }

    @Schema(name = "Period", description = "a calendar month, UTC; \"to\" is exclusive")
    record PeriodView(Instant from, Instant to) {}
}
