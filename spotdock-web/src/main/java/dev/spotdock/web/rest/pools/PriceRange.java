package dev.spotdock.web.rest.pools;

import dev.spotdock.web.rest.InputErrors;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * The parameters {@code from} and {@code to}.
 *
 * @param from first instant
 * @param to first instant that is not asked for any more
 */
record PriceRange(Instant from, Instant to) {

    /** What RFC 3339 can say, and PostgreSQL store. */
    private static final PriceRange ALL =
            new PriceRange(
                    Instant.parse("0001-01-01T00:00:00Z"), Instant.parse("9999-12-31T00:00:00Z"));

    /** Reads the parameters; a wrong one is noted and read as missing, which is unbounded. */
    static PriceRange read(@Nullable String from, @Nullable String to, InputErrors errors) {
        PriceRange range =
                new PriceRange(
                        instant("from", from, ALL.from, errors), instant("to", to, ALL.to, errors));
        if (!range.from.isBefore(range.to)) {
            errors.addParameter("from", "must be before \"to\"");
        }
        return range;
    }

    private static Instant instant(
            String name, @Nullable String text, Instant otherwise, InputErrors errors) {
        if (text == null) {
            return otherwise;
        }
        try {
            Instant instant = OffsetDateTime.parse(text).toInstant();
            if (!instant.isBefore(ALL.from) && !instant.isAfter(ALL.to)) {
                return instant;
            }
        } catch (DateTimeException _) {
            // noted below
        }
        errors.addParameter(name, "must be a time such as 2026-11-21T12:00:00Z");
        return otherwise;
    }

    /** The part before that instant; empty if nothing is. */
    PriceRange before(Instant end) {
        Instant earlier = end.isBefore(to) ? end : to;
        return new PriceRange(from, earlier.isBefore(from) ? from : earlier);
    }
}
