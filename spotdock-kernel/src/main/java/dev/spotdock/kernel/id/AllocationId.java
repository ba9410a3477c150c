package dev.spotdock.kernel.id;

import java.util.UUID;

/** Identifies an allocation, which is one attempt of a bid on one node. */
public record AllocationId(UUID value) {

    /**
     * The id that this text names.
     *
     * @throws IllegalArgumentException if {@code text} is not a UUID
     */
    public static AllocationId of(String text) {
        return new AllocationId(UUID.fromString(text));
    }

    /** The bare UUID: the form used in logs, labels and saga associations. */
    @Override
    public String toString() {
        return value.toString();
    }
}
