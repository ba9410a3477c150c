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

/** What an account's month cost, or a sale. */
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
        @Schema(
                        allowableValues = {"usage", "purchase", "sale"},
                        description = "usage: a month's; purchase: the buyer's; sale: the seller's")
                String kind,
        UUID accountId,
        PeriodView period,
        @Nullable Instant issuedAt,
        @Schema(
                        description =
                                "what was charged, reversed charges included; of a purchase the"
                                        + " price, of a sale the fee")
                AmountView usage,
        @Schema(description = "what was given back; of a sale the price") AmountView refunds,
        @Nullable SaleView sale,
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
                kind(invoice),
                invoice.accountId().value(),
                new PeriodView(invoice.from(), invoice.to()),
                issue == null ? null : issue.at(),
                site.amount(invoice.usage()),
                site.amount(invoice.refunds()),
                SaleView.of(invoice.sale(), site),
                site.amount(invoice.total()),
                invoice.lines(),
                lines,
                moreLines);
    }

    private static String kind(Invoice invoice) {
        Invoice.Sale sale = invoice.sale();
        if (sale == null) {
            return "usage";
        }
        return switch (sale.side()) {
            case BUYER -> "purchase";
            case SELLER -> "sale";
        };
    }

    /** What was sold, and how it is shared out. */
    @Schema(
            name = "Sale",
            description = "The buyer pays the price; the seller is given it, and charged the fee.")
    record SaleView(
            @Schema(description = "the same on both sides") UUID reference,
            String item,
            AmountView price,
            @Schema(description = "the seller's; not on the buyer's invoice")
                    @Nullable AmountView fee) {

        private static @Nullable SaleView of(Invoice.@Nullable Sale sale, SiteCurrency site) {
            return sale == null
                    ? null
                    : new SaleView(
                            sale.reference(),
                            sale.item(),
                            site.amount(sale.price()),
                            sale.side() == Invoice.Side.SELLER ? site.amount(sale.fee()) : null);
        }
    }

    @Schema(
            name = "Period",
            description =
                    "a calendar month, UTC; \"to\" is exclusive. Of a sale the instant of the"
                            + " purchase")
    record PeriodView(Instant from, Instant to) {}
}
