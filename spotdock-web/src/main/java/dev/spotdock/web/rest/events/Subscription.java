package dev.spotdock.web.rest.events;

import dev.spotdock.web.feed.EventType;
import java.util.Set;

/**
 * What of the feed a reader wants.
 *
 * @param after the position to begin after
 */
record Subscription(Set<EventType> types, long after) {

    Subscription {
        types = Set.copyOf(types);
    }
}
