package dev.spotdock.kernel.id;

import java.util.UUID;

/** Identifies one installation of SpotDock; random, made once by the first migration. */
public record InstallationId(UUID value) {

    /**
     * The id that this text names.
     *
     * @throws IllegalArgumentException if {@code text} is not a UUID
     */
    public static InstallationId of(String text) {
        return new InstallationId(UUID.fromString(text));
    }

    /** The bare UUID: the form used in logs, labels and saga associations. */
    @Override
    public String toString() {
        return value.toString();
    }
}
