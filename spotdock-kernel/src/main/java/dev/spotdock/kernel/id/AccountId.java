package dev.spotdock.kernel.id;

import java.util.UUID;

/** Identifies an account, the owner of bids and of one wallet. */
public record AccountId(UUID value) {

    /**
     * The id that this text names.
     *
     * @throws IllegalArgumentException if {@code text} is not a UUID
     */
    public static AccountId of(String text) {
        return new AccountId(UUID.fromString(text));
    }

    /** The bare UUID: the form used in logs, labels and saga associations. */
    @Override
    public String toString() {
        return value.toString();
    }
}
