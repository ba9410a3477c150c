package dev.spotdock.billing;

import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.BidId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The words in which months are told; runs begin shortly before the end of November 2026. */
final class Months {

    static final Instant DECEMBER = Instant.parse("2026-12-01T00:00:00Z");
    static final Instant JANUARY = Instant.parse("2027-01-01T00:00:00Z");

    /** When November is closed at the earliest. */
    static final Instant GRACE_OVER = DECEMBER.plusSeconds(3_600);

    private static final BillingWorld world = BillingWorld.shared();

    private Months() {}

    /** Started so many milliseconds before December. */
    static Scenario.Run runBeforeDecember(AccountId account, long millis, long rate) {
        Scenario.Run run = Scenario.newRun(new BidId(world.id()));
        Scenario.start(account, run, rate, null, DECEMBER.minusMillis(millis));
        return run;
    }

    static void stop(Scenario.Run run, Instant at) {
        world.send(new StopMeter(run.allocation(), at));
    }

    static void close(Instant now) {
        world.run("invoices", now);
    }

    /** Oldest first. */
    static List<Invoice> invoices(AccountId account) {
        return world.<Invoice>list(new ListInvoices(account, Long.MAX_VALUE, 100)).reversed();
    }

    static Invoice statement(AccountId account, Instant now) {
        return world.<Invoice>one(new FindStatement(account, now)).orElseThrow();
    }

    static List<InvoiceLine> lines(Invoice invoice) {
        return world.list(new ListInvoiceLines(invoice, null, 10_000));
    }

    /** The same, one by one. */
    static List<InvoiceLine> linesByPages(Invoice invoice) {
        List<InvoiceLine> lines = new ArrayList<>();
        InvoiceLine.@Nullable Place after = null;
        List<InvoiceLine> page;
        do {
            page = world.list(new ListInvoiceLines(invoice, after, 1));
            lines.addAll(page);
            after = page.isEmpty() ? after : page.getLast().place();
        } while (!page.isEmpty());
        return lines;
    }

    /** "kind from..to charged/amount", milliseconds relative to December. */
    static List<String> told(Invoice invoice) {
        return lines(invoice).stream().map(Months::told).toList();
    }

    private static String told(InvoiceLine line) {
        InvoiceLine.Place place = line.place();
        return String.format(
                Locale.ROOT,
                "%s %d..%d %d/%d",
                place.refund() ? "refund" : line.reversed() ? "reversed" : "usage",
                place.from().toEpochMilli() - DECEMBER.toEpochMilli(),
                line.to().toEpochMilli() - DECEMBER.toEpochMilli(),
                line.charged().micros(),
                line.amount().micros());
    }
}
