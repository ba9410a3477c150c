package dev.spotdock.web.feed;

import java.util.List;

/**
 * Some events of the feed.
 *
 * @param events in order of position, of those after the one asked for that the reader may see
 * @param next the position to go on from; at least the last event's, and beyond what was looked at
 *     and not to be seen
 */
public record FeedPage(List<StoredEvent> events, long next) {

    public FeedPage {
        events = List.copyOf(events);
    }
}
