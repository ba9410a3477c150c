package dev.spotdock.web.rest.events;

import dev.spotdock.web.feed.EventType;
import dev.spotdock.web.feed.Feed;
import dev.spotdock.web.rest.InputErrors;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads the parameters that say what of the feed is wanted. */
@Component
class EventQuery {

    static final int LIMIT_MAX = 1_000;

    private static final int LIMIT_DEFAULT = 100;
    private static final Duration WAIT_MAX = Duration.ofSeconds(30);
    private static final int FILTERS_MAX = 50;

    /** What RFC 3339 can say. */
    private static final int YEAR_MAX = 9999;

    private final Feed feed;

    EventQuery(Feed feed) {
        this.feed = feed;
    }

    /**
     * The position to begin after.
     *
     * @param after a position that was given out; null: what {@code since} says
     * @param since null: {@code otherwise}
     */
    long position(
            @Nullable String after,
            @Nullable String since,
            LongSupplier otherwise,
            InputErrors errors) {
        if (after != null && since != null) {
            errors.addParameter("since", "must not be given with a position to go on from");
            return 0;
        }
        if (after != null) {
            return after(after, errors);
        }
        return since == null ? otherwise.getAsLong() : since(since, errors);
    }

    private long after(String text, InputErrors errors) {
        Optional<Long> position = feed.givenOut(text);
        if (position.isEmpty()) {
            errors.addParameter(
                    "after",
                    "must be a position that was given out: the \"next\" of a page, or the"
                            + " \"sequence\" of an event");
        }
        return position.orElse(0L);
    }

    private long since(String text, InputErrors errors) {
        try {
            OffsetDateTime time = OffsetDateTime.parse(text);
            if (time.getYear() > 0 && time.getYear() <= YEAR_MAX) {
                return feed.positionBefore(time.toInstant());
            }
        } catch (DateTimeException _) {
            // noted below
        }
        errors.addParameter("since", "must be a time such as 2026-11-21T12:00:00Z");
        return 0;
    }

    /** The wanted types, all of them if nothing is said. */
    Set<EventType> types(@Nullable String text, InputErrors errors) {
        if (text == null) {
            return EnumSet.allOf(EventType.class);
        }
        Set<EventType> types = EnumSet.noneOf(EventType.class);
        String[] filters = text.split(",", FILTERS_MAX + 1);
        if (filters.length > FILTERS_MAX) {
            errors.addParameter("types", "must name at most " + FILTERS_MAX);
            return types;
        }
        for (String filter : filters) {
            List<EventType> matching = EventType.matching(filter.strip());
            if (matching.isEmpty()) {
                errors.addParameter(
                        "types",
                        "\"%s\" must be a type such as bid.matched, or a topic such as bid.*"
                                .formatted(InputErrors.shortened(filter)));
            }
            types.addAll(matching);
        }
        return types;
    }

    /** How many events at most. */
    int limit(@Nullable String text, InputErrors errors) {
        if (text == null) {
            return LIMIT_DEFAULT;
        }
        if (text.matches("\\d{1,4}")) {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= LIMIT_MAX) {
                return limit;
            }
        }
        errors.addParameter("limit", "must be a whole number from 1 to " + LIMIT_MAX);
        return LIMIT_DEFAULT;
    }

    /** How long to wait for the first event, in seconds or as an ISO 8601 duration. */
    Duration wait(@Nullable String text, InputErrors errors) {
        if (text == null) {
            return Duration.ZERO;
        }
        try {
            Duration wait =
                    text.matches("\\d{1,9}")
                            ? Duration.ofSeconds(Integer.parseInt(text))
                            : Duration.parse(text);
            if (!wait.isNegative() && wait.compareTo(WAIT_MAX) <= 0) {
                return wait;
            }
        } catch (DateTimeException _) {
            // noted below
        }
        errors.addParameter("wait", "must be from 0 to 30 seconds, such as 30 or PT30S");
        return Duration.ZERO;
    }
}
