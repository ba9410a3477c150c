package dev.spotdock.web.rest.invoices;

import dev.spotdock.billing.InvoiceLine;
import dev.spotdock.kernel.id.AllocationId;
import dev.spotdock.kernel.id.BidId;
import dev.spotdock.web.rest.Cursor;
import java.time.Instant;
import java.util.UUID;

/** A line's place as a cursor carries it. */
final class LinePlaces {

    static final String LIST = "invoice-lines";

    private static final int PARTS = 5;

    /** What PostgreSQL can compare with, whoever forged it. */
    private static final long MILLIS_MAX = Instant.parse("9999-12-31T00:00:00Z").toEpochMilli();

    private LinePlaces() {}

    static Cursor cursor(InvoiceLine line) {
        InvoiceLine.Place place = line.place();
        return new Cursor(
                LIST,
                "%s/%s/%d/%d/%b"
                        .formatted(
                                place.bidId(),
                                place.allocationId(),
                                place.from().toEpochMilli(),
                                place.slice(),
                                place.refund()));
    }

    /**
     * @throws IllegalArgumentException if it is none
     */
    static InvoiceLine.Place parse(String position) {
        String[] parts = position.split("/", -1);
        if (parts.length != PARTS) {
            throw new IllegalArgumentException("no place of a line");
        }
        long millis = Long.parseLong(parts[2]);
        if (millis < 0 || millis > MILLIS_MAX) {
            throw new IllegalArgumentException("no time of a line");
        }
        return new InvoiceLine.Place(
                new BidId(UUID.fromString(parts[0])),
                new AllocationId(UUID.fromString(parts[1])),
                Instant.ofEpochMilli(millis),
                Integer.parseInt(parts[3]),
                Boolean.parseBoolean(parts[4]));
    }
}
