package dev.spotdock.web.rest;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Reads times as bodies give them. */
public final class TimeInput {

    /** What RFC 3339 can say, and PostgreSQL store. */
    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");

    private static final Instant LAST = Instant.parse("9999-12-31T00:00:00Z");
    private static final int TEXT_MAX = 40;

    private TimeInput() {}

    /** The time, in whole milliseconds; null if it is missing, or wrong and noted. */
    public static @Nullable Instant parse(
            String pointer, @Nullable String given, InputErrors errors) {
        return errors.parse(pointer, given, TimeInput::parsed);
    }

    private static Instant parsed(String text) {
        try {
            if (text.length() <= TEXT_MAX) {
                Instant time = OffsetDateTime.parse(text).toInstant();
                if (!time.isBefore(FIRST) && !time.isAfter(LAST)) {
                    return time.truncatedTo(ChronoUnit.MILLIS);
                }
            }
        } catch (DateTimeException _) {
            // told below, in words that fit the user
        }
        throw new IllegalArgumentException("must be a time such as 2027-01-01T12:00:00Z");
    }
}
