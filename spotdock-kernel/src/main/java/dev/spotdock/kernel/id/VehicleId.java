package dev.spotdock.kernel.id;

import java.util.UUID;

/**
 * Identifies a vehicle that is or was for sale; UUIDv7, so that ids sort by the time they were
 * made.
 */
public record VehicleId(UUID value) {

    /**
     * The id that this text names.
     *
     * @throws IllegalArgumentException if {@code text} is not a UUID
     */
    public static VehicleId of(String text) {
        return new VehicleId(UUID.fromString(text));
    }

    /** The bare UUID: the form used in logs, labels and saga associations. */
    @Override
    public String toString() {
        return value.toString();
    }
}
