package dev.spotdock.kernel.id;

import java.util.UUID;

/**
 * Identifies reserved capacity that was won; UUIDv7, so that ids sort by the time they were made.
 */
public record ReservationId(UUID value) {

    /**
     * The id that this text names.
     *
     * @throws IllegalArgumentException if {@code text} is not a UUID
     */
    public static ReservationId of(String text) {
        return new ReservationId(UUID.fromString(text));
    }

    /** The bare UUID: the form used in logs, labels and saga associations. */
    @Override
    public String toString() {
        return value.toString();
    }
}
