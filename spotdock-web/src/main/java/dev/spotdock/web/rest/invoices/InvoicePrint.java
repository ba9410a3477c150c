package dev.spotdock.web.rest.invoices;

import dev.spotdock.billing.Invoice;
import dev.spotdock.billing.InvoiceLine;
import dev.spotdock.billing.ListInvoicedBids.InvoicedBid;
import dev.spotdock.web.problem.Problem;
import dev.spotdock.web.problem.ProblemCode;
import dev.spotdock.web.rest.SiteCurrency;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/** Prints bills as PDF. What does not fit a few pages is left to the CSV, and the paper says so. */
@Component
class InvoicePrint {

    /** About ten pages: what somebody may read, and soon set. */
    private static final int LINES_PRINTED = 500;

    private static final int BIDS_PRINTED = 200;

    /** Setting takes a processor and some megabytes each. */
    private static final int AT_ONCE = 2;

    private static final int PATIENCE_SECONDS = 10;

    private final Bills bills;
    private final SiteCurrency site;
    private final PdfPrinter printer;
    private final Semaphore presses = new Semaphore(AT_ONCE);
    private final String style;

    InvoicePrint(Bills bills, SiteCurrency site, PdfPrinter printer) throws IOException {
        this.bills = bills;
        this.site = site;
        this.printer = printer;
        try (InputStream in = InvoicePrint.class.getResourceAsStream("invoice.css")) {
            this.style =
                    new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /**
     * The whole file.
     *
     * @throws Problem {@code unavailable} if too many are being printed
     */
    byte[] pages(Invoice invoice) {
        List<InvoicedBid> costliest = bills.bids(invoice, BIDS_PRINTED + 1);
        List<InvoiceLine> lines = bills.lines(invoice, null, LINES_PRINTED);
        boolean more = costliest.size() > BIDS_PRINTED;
        takeAPress();
        try {
            return printer.print(
                    InvoicePaper.of(
                            invoice,
                            more ? costliest.subList(0, BIDS_PRINTED) : costliest,
                            more,
                            lines,
                            site.currency(),
                            style));
        } finally {
            presses.release();
        }
    }

    private void takeAPress() {
        try {
            if (presses.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        throw Problem.of(ProblemCode.UNAVAILABLE, "too many invoices are being printed")
                .header("Retry-After", Integer.toString(PATIENCE_SECONDS));
    }
}
