package dev.spotdock.web.webhook;

import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event and what became of telling it.
 *
 * @param key events of the same key are told one after the other
 * @param nextAttemptAt null unless it is pending
 * @param lastStatus the HTTP status of the last answer; null if there was none
 * @param lastError why the last attempt failed; null if it did not
 * @param endedAt null while it is pending
 */
public record Delivery(
        UUID id,
        long position,
        UUID eventId,
        String type,
        String key,
        Status status,
        int attempts,
        @Nullable Instant nextAttemptAt,
        @Nullable Instant lastAttemptAt,
        @Nullable Integer lastStatus,
        @Nullable String lastError,
        Instant createdAt,
        @Nullable Instant endedAt) {

    /** What became of it. */
    public enum Status {
        /** It will be tried, again maybe. */
        PENDING,
        DELIVERED,
        /** No attempt is left: the dead-letter list. */
        FAILED;

        /** The name on the wire and in the database, for example {@code pending}. */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The status of that name on the wire. */
        public static Optional<Status> ofWireName(String name) {
            return Arrays.stream(values()).filter(s -> s.wireName().equals(name)).findFirst();
        }
    }
}
