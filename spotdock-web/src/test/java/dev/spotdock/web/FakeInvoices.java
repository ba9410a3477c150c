package dev.spotdock.web;

import dev.spotdock.billing.Invoice;
import dev.spotdock.billing.InvoiceLine;
import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.AllocationId;
import dev.spotdock.kernel.id.BidId;
import dev.spotdock.kernel.money.Money;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Invoices to show. */
public final class FakeInvoices {

    public static final Instant NOVEMBER = Instant.parse("2026-11-01T00:00:00Z");
    public static final Instant DECEMBER = Instant.parse("2026-12-01T00:00:00Z");

    private FakeInvoices() {}

    public static Invoice issued(AccountId accountId, long number, long lines) {
        UUID id = new UUID(0x0190_0000_0000_7abcL, Long.MIN_VALUE + number);
        return invoice(
                accountId, new Invoice.Issue(id, number, DECEMBER.plusSeconds(3_600)), lines);
    }

    public static Invoice running(AccountId accountId, long lines) {
        return invoice(accountId, null, lines);
    }

    /** Of a sale at 100.00, with a fee of 5.00. */
    public static Invoice sale(AccountId accountId, Invoice.Side side, long number) {
        boolean buyer = side == Invoice.Side.BUYER;
        UUID id = new UUID(0x0190_0000_0000_7abcL, Long.MIN_VALUE + number);
        return new Invoice(
                accountId,
                new Invoice.Issue(id, number, DECEMBER),
                DECEMBER,
                DECEMBER,
                Money.parse(buyer ? "100" : "5"),
                Money.parse(buyer ? "0" : "100"),
                0,
                new Invoice.Sale(
                        new UUID(1, 2),
                        side,
                        "1HGCM82633A004352, \"Honda\" <Accord>, 2003",
                        Money.parse("100"),
                        Money.parse("5")));
    }

    private static Invoice invoice(AccountId accountId, Invoice.@Nullable Issue issue, long lines) {
        return new Invoice(
                accountId,
                issue,
                NOVEMBER,
                DECEMBER,
                Money.parse("1234567.5"),
                Money.parse("0.25"),
                lines,
                null);
    }

    /** Of several bids, ten lines each; the first one is a correction. */
    public static List<InvoiceLine> lines(int count) {
        List<InvoiceLine> lines = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            lines.add(line(i));
        }
        return lines;
    }

    private static InvoiceLine line(int i) {
        int bid = i / 10;
        Instant from = NOVEMBER.plusSeconds(i * 100L - 90);
        InvoiceLine.Place place =
                new InvoiceLine.Place(
                        new BidId(new UUID(0x0190_0000_0000_7000L, Long.MIN_VALUE + bid)),
                        new AllocationId(new UUID(0x0190_0000_0000_7001L, Long.MIN_VALUE + bid)),
                        from,
                        i % 10 + 1,
                        i % 10 == 9);
        return new InvoiceLine(
                place,
                i % 10 == 8,
                from.plusMillis(30_123),
                i % 10 == 5 ? 123_456_789_012L : 627_432_000L,
                i == 0 ? 0 : 3_599_999 - i,
                Money.ofMicros(i % 10 == 5 ? 1_033_024_681_904L : 5_250_037),
                Money.ofMicros(i % 10 == 7 ? 0 : 5_250_037));
    }
}
