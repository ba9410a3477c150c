package dev.spotdock.kernel.id;

import java.util.UUID;

/** Identifies a timed auction; UUIDv7, so that ids sort by the time they were made. */
public record AuctionId(UUID value) {

    /**
     * The id that this text names.
     *
     * @throws IllegalArgumentException if {@code text} is not a UUID
     */
    public static AuctionId of(String text) {
        return new AuctionId(UUID.fromString(text));
    }

    /** The bare UUID: the form used in logs, labels and saga associations. */
    @Override
    public String toString() {
        return value.toString();
    }
}
