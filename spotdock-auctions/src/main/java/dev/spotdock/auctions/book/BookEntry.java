package dev.spotdock.auctions.book;

import dev.spotdock.kernel.id.BidId;
import dev.spotdock.kernel.resources.Resources;

/**
 * What the matcher needs of a waiting bid.
 *
 * @param version the bid's when it came, or came back, into the book
 * @param sequence at least 0, unique: first come, first served within a price
 * @param effectiveUnitPrice micro-units per slot-hour, below 2^53
 * @param maxPricePerHour for the whole container, micro-units
 */
public record BookEntry(
        BidId bidId,
        long version,
        long sequence,
        long effectiveUnitPrice,
        long milliSlots,
        Resources resources,
        long maxPricePerHour) {

    private static final int FIELDS = 9;

    /** The place within a price level, as Redis sorts it. */
    String sequenceHex() {
        return "%016x".formatted(sequence);
    }

    /** A score is a double: exact, because prices stay below 2^53. */
    String score() {
        return "-" + effectiveUnitPrice;
    }

    /** The entry as Redis keeps it under the bid's id: numbers, separated by colons. */
    String encoded() {
        return "%d:%s:%d:%d:%d:%d:%d:%d"
                .formatted(
                        version,
                        sequenceHex(),
                        effectiveUnitPrice,
                        milliSlots,
                        resources.cpuMillis(),
                        resources.memoryMiB(),
                        resources.gpus(),
                        maxPricePerHour);
    }

    /**
     * Reads {@code <bid id>:<encoded>}.
     *
     * @throws IllegalArgumentException if another version of SpotDock wrote it
     */
    static BookEntry decoded(String text) {
        String[] fields = text.split(":", -1);
        if (fields.length != FIELDS) {
            throw new IllegalArgumentException("expected an entry of the book but got " + text);
        }
        return new BookEntry(
                BidId.of(fields[0]),
                Long.parseLong(fields[1]),
                Long.parseUnsignedLong(fields[2], 16),
                Long.parseLong(fields[3]),
                Long.parseLong(fields[4]),
                new Resources(
                        Long.parseLong(fields[5]),
                        Long.parseLong(fields[6]),
                        Integer.parseInt(fields[7])),
                Long.parseLong(fields[8]));
    }
}
