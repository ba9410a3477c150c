package dev.spotdock.web.rest.invoices;

import dev.spotdock.billing.Invoice;
import dev.spotdock.billing.InvoiceLine;
import dev.spotdock.billing.ListInvoicedBids.InvoicedBid;
import dev.spotdock.kernel.money.Money;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.w3c.dom.Document;

/** Sets an invoice as XHTML, for print. */
final class InvoicePaper {

    private static final int DECIMALS = 6;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH).withZone(ZoneOffset.UTC);
    private static final String[] LINE_COLUMNS = {
        "From (UTC)", "To (UTC)", "Milliseconds", "Rate per hour", "Carried", "Cost", "Charged"
    };

    private final Invoice invoice;
    private final String currency;
    private final Tag body;

    private InvoicePaper(Invoice invoice, String currency, String style) {
        this.invoice = invoice;
        this.currency = currency;
        this.body = Tag.body(title(invoice), style);
    }

    /**
     * The whole document.
     *
     * @param bids the most expensive ones
     * @param lines the first ones
     * @param style sheet
     */
    static Document of(
            Invoice invoice,
            List<InvoicedBid> bids,
            boolean moreBids,
            List<InvoiceLine> lines,
            String currency,
            String style) {
        InvoicePaper paper = new InvoicePaper(invoice, currency, style);
        paper.head();
        paper.totals();
        Invoice.Sale sale = invoice.sale();
        if (sale == null) {
            paper.bids(bids, moreBids);
            paper.lines(lines);
        } else {
            paper.sale(sale);
        }
        return paper.body.document();
    }

    private static String title(Invoice invoice) {
        Invoice.Issue issue = invoice.issue();
        return issue == null ? "Running statement" : "Invoice " + issue.name();
    }

    private void head() {
        body.add("div", "footer").text("SpotDock · " + title(invoice));
        Tag row = body.add("table", "head").add("tr", "");
        row.add("td", "brand").text("SpotDock");
        row.add("td", "title").text(title(invoice));
        Tag facts = body.add("table", "facts");
        fact(facts, "Account", invoice.accountId().toString());
        if (invoice.sale() == null) {
            fact(
                    facts,
                    "Period",
                    "%s to %s, UTC"
                            .formatted(
                                    DAY.format(invoice.from()),
                                    DAY.format(invoice.to().minusMillis(1))));
        } else {
            fact(facts, "Sold", TIME.format(invoice.from()) + " UTC");
        }
        Invoice.Issue issue = invoice.issue();
        fact(
                facts,
                "Issued",
                issue == null
                        ? "not yet: what is booked so far of a month that still runs"
                        : TIME.format(issue.at()) + " UTC");
        fact(facts, "Currency", currency);
    }

    private static void fact(Tag table, String name, String value) {
        Tag row = table.add("tr", "");
        row.add("th", "").text(name);
        row.add("td", "").text(value);
    }

    private void totals() {
        Tag table = body.add("table", "totals");
        Invoice.Sale sale = invoice.sale();
        boolean seller = sale != null && sale.side() == Invoice.Side.SELLER;
        String charged = sale == null ? "Usage" : seller ? "Fee" : "Price";
        total(table, "", charged, invoice.usage());
        if (sale == null || seller) {
            String given = seller ? "Price" : "Refunds";
            total(table, "", given, Money.ZERO.minus(invoice.refunds()));
        }
        total(table, "total", "Total " + currency, invoice.total());
        body.add("p", "note")
                .text(
                        seller
                                ? "Paid into the seller's wallet; nothing is due."
                                : "Paid from the prepaid wallet when it was used; nothing is due.");
    }

    private void sale(Invoice.Sale sale) {
        body.add("h2", "").text("Sale");
        Tag facts = body.add("table", "facts");
        fact(facts, "Item", sale.item());
        fact(facts, "Price", decimal(sale.price()) + " " + currency);
        if (sale.side() == Invoice.Side.SELLER) {
            fact(facts, "Fee", decimal(sale.fee()) + " " + currency);
        }
        fact(facts, "Reference", sale.reference().toString());
    }

    private static void total(Tag table, String kind, String name, Money amount) {
        Tag row = table.add("tr", kind);
        row.add("th", "").text(name);
        row.add("td", "number").text(decimal(amount));
    }

    private void bids(List<InvoicedBid> bids, boolean more) {
        body.add("h2", "").text("By bid");
        Tag table = body.add("table", "rows");
        Tag head = table.add("thead", "").add("tr", "");
        head.add("th", "").text("Bid");
        for (String column : List.of("Run time", "Usage", "Refunds", "Total")) {
            head.add("th", "number").text(column);
        }
        Tag rows = table.add("tbody", "");
        for (InvoicedBid bid : bids) {
            Tag row = rows.add("tr", "");
            row.add("td", "nowrap").text(bid.bidId().toString());
            row.add("td", "number").text(clock(bid.milliseconds()));
            row.add("td", "number").text(decimal(bid.usage()));
            row.add("td", "number").text(decimal(Money.ZERO.minus(bid.refunds())));
            row.add("td", "number").text(decimal(bid.total()));
        }
        if (more) {
            body.add("p", "note").text("The most expensive ones; all are in the CSV.");
        }
    }

    private void lines(List<InvoiceLine> lines) {
        body.add("h2", "").text("Lines");
        Tag table = body.add("table", "rows");
        Tag head = table.add("thead", "").add("tr", "");
        head.add("th", "").text("What");
        for (String column : LINE_COLUMNS) {
            head.add("th", "number").text(column);
        }
        Tag rows = table.add("tbody", "");
        InvoiceLine last = null;
        for (InvoiceLine line : lines) {
            if (last == null || !last.place().allocationId().equals(line.place().allocationId())) {
                group(rows, line.place());
            }
            line(rows.add("tr", ""), line);
            last = line;
        }
        notes(lines.size());
    }

    private static void group(Tag rows, InvoiceLine.Place place) {
        rows.add("tr", "group")
                .add("td", "")
                .with("colspan", Integer.toString(LINE_COLUMNS.length + 1))
                .text("Bid %s · allocation %s".formatted(place.bidId(), place.allocationId()));
    }

    private void line(Tag row, InvoiceLine line) {
        InvoiceLine.Place place = line.place();
        String what = place.refund() ? "refund" : line.reversed() ? "reversed" : "usage";
        boolean correction = place.from().isBefore(invoice.from());
        row.add("td", "nowrap").text(correction ? what + " *" : what);
        row.add("td", "number").text(TIME.format(place.from()));
        row.add("td", "number").text(TIME.format(line.to()));
        row.add("td", "number").text(Long.toString(line.milliseconds()));
        row.add("td", "number").text(decimal(Money.ofMicros(line.ratePerHourMicros())));
        row.add("td", "number").text(Long.toString(line.carried()));
        row.add("td", "number").text(decimal(line.amount()));
        row.add("td", "number").text(decimal(Money.ZERO.minus(line.effect())));
    }

    private void notes(long shown) {
        if (shown < invoice.lines()) {
            body.add("p", "note")
                    .text(
                            "The first %d of %d lines; all of them are in the CSV (the same address with Accept: text/csv)."
                                    .formatted(shown, invoice.lines()));
        }
        body.add("p", "note")
                .text(
                        "Cost, in millionths of %s = floor((carried + rate in millionths × milliseconds) / 3600000); carried is what the time before left over. What was not charged though it cost something was lost by the platform: the money had ended. A reversed line is taken back by a refund. * corrects a month that was closed before."
                                .formatted(currency));
    }

    /** With all decimals, so that a column of them is aligned. */
    private static String decimal(Money money) {
        return BigDecimal.valueOf(money.micros(), DECIMALS).toPlainString();
    }

    private static String clock(long milliseconds) {
        Duration time = Duration.ofMillis(milliseconds);
        return "%d:%02d:%02d.%03d"
                .formatted(
                        time.toHours(),
                        time.toMinutesPart(),
                        time.toSecondsPart(),
                        time.toMillisPart());
    }
}
