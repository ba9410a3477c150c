package dev.spotdock.web.rest.invoices;

import dev.spotdock.billing.Invoice;
import dev.spotdock.billing.InvoiceLine;
import dev.spotdock.kernel.money.Money;
import dev.spotdock.web.rest.CsvTable;
import dev.spotdock.web.rest.SiteCurrency;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** A bill's lines as a table, all of them. */
@Component
class LineTable {

    private static final String[] HEADER = {
        "invoice",
        "kind",
        "reversed",
        "correction",
        "bid",
        "allocation",
        "slice",
        "from",
        "to",
        "milliseconds",
        "ratePerHourMicros",
        "carried",
        "amount",
        "charged",
        "effect",
        "currency"
    };

    private static final String[] SALE_HEADER = {
        "invoice", "kind", "reference", "at", "item", "price", "fee", "effect", "currency"
    };

    private final Bills bills;
    private final SiteCurrency site;

    LineTable(Bills bills, SiteCurrency site) {
        this.bills = bills;
        this.site = site;
    }

    /**
     * @throws IOException if the reader has gone
     */
    void write(Invoice invoice, OutputStream stream) throws IOException {
        Invoice.Sale sale = invoice.sale();
        if (sale != null) {
            write(invoice, sale, stream);
            return;
        }
        CsvTable.to(stream, HEADER)
                .<InvoiceLine>write(
                        Long.MAX_VALUE,
                        (last, size) ->
                                bills.lines(invoice, last == null ? null : last.place(), size),
                        line -> row(Bills.name(invoice), LineView.of(line, invoice, site)));
    }

    /** One row. */
    private void write(Invoice invoice, Invoice.Sale sale, OutputStream stream) throws IOException {
        CsvTable.to(stream, SALE_HEADER)
                .<Invoice.Sale>write(
                        1,
                        (last, _) -> last == null ? List.of(sale) : List.of(),
                        sold -> row(invoice, sold));
    }

    private List<@Nullable Object> row(Invoice invoice, Invoice.Sale sale) {
        boolean seller = sale.side() == Invoice.Side.SELLER;
        return Arrays.asList(
                Bills.name(invoice),
                seller ? "sale" : "purchase",
                sale.reference(),
                invoice.from(),
                sale.item(),
                site.amount(sale.price()).amount(),
                seller ? site.amount(sale.fee()).amount() : null,
                site.amount(Money.ZERO.minus(invoice.total())).amount(),
                site.currency());
    }

    private static List<Object> row(String name, LineView line) {
        return List.of(
                name,
                line.kind(),
                line.reversed(),
                line.correction(),
                line.bidId(),
                line.allocationId(),
                line.slice(),
                line.from(),
                line.to(),
                line.milliseconds(),
                line.ratePerHourMicros(),
                line.carried(),
                line.amount().amount(),
                line.charged().amount(),
                line.effect().amount(),
                line.amount().currency());
    }
}
