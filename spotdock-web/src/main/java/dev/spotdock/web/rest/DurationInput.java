package dev.spotdock.web.rest;

import java.time.DateTimeException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Reads durations as requests give them. */
public final class DurationInput {

    private static final int TEXT_MAX = 40;

    private DurationInput() {}

    /** The ISO 8601 duration; null if it is missing, or wrong and noted. */
    public static @Nullable Duration parse(
            String pointer,
            @Nullable String given,
            Duration min,
            Duration max,
            InputErrors errors) {
        return errors.parse(
                pointer,
                given,
                text -> {
                    Duration duration = parsed(text);
                    if (duration.toNanosPart() % 1_000_000 != 0) {
                        throw new IllegalArgumentException("must be whole milliseconds");
                    }
                    if (duration.compareTo(min) < 0 || duration.compareTo(max) > 0) {
                        throw new IllegalArgumentException(
                                "must be from %s to %s".formatted(min, max));
                    }
                    return duration;
                });
    }

    private static Duration parsed(String text) {
        try {
            if (text.length() <= TEXT_MAX) {
                return Duration.parse(text);
            }
        } catch (DateTimeException _) {
            // told below, in words that fit the user
        }
        throw new IllegalArgumentException("must be an ISO 8601 duration such as PT30S");
    }
}
