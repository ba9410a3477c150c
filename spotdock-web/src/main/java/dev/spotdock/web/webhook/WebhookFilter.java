package dev.spotdock.web.webhook;

import dev.spotdock.web.feed.EventType;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What of the feed an endpoint wants. */
public final class WebhookFilter {

    /** Every type, those too that do not exist yet. */
    public static final String ALL = "*";

    private WebhookFilter() {}

    /** Whether it is a type, a topic such as {@code bid.*}, or {@code *}. */
    public static boolean isKnown(String filter) {
        return filter.equals(ALL) || !EventType.matching(filter).isEmpty();
    }

    /** The types that some filters name; a filter that names none any more is passed over. */
    static Set<EventType> types(List<String> filters) {
        if (filters.contains(ALL)) {
            return EnumSet.allOf(EventType.class);
        }
        Set<EventType> types = EnumSet.noneOf(EventType.class);
        filters.forEach(filter -> types.addAll(EventType.matching(filter)));
        return types;
    }
}
