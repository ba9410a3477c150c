package dev.spotdock.web.feed;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * The event feed as every channel reads it, each with a position of its own. Positions grow without
 * gaps in the order in which events were committed; a reader sees those that it may see.
 */
@Component
public class Feed {

    private final FeedTable table;
    private final FeedWindow window;

    Feed(FeedTable table, FeedTail tail) {
        this.table = table;
        this.window = tail.window();
    }

    /** How far it reaches now. */
    public FeedHead head() {
        return table.head();
    }

    /** The newest position that this instance knows of; cheap, and hardly behind. */
    public long newest() {
        return window.end();
    }

    /**
     * The position that a reader names, as it was given out here; 0 is the feed's beginning.
     *
     * @param text anything
     * @return empty if it never was
     */
    public Optional<Long> givenOut(String text) {
        if (!text.matches("\\d{1,18}")) {
            return Optional.empty();
        }
        long position = Long.parseLong(text);
        return position <= window.end() || position <= table.head().position()
                ? Optional.of(position)
                : Optional.empty();
    }

    /**
     * Where to begin to read what was recorded since an instant.
     *
     * @return the position before the first such event; the last one if there is none
     */
    public long positionBefore(Instant since) {
        long last = table.head().position();
        return table.before(since).orElse(last);
    }

    /**
     * Reads on.
     *
     * @param after a position that was given out, not beyond the head
     * @param limit of the page, at least 1
     * @return what the reader may see of these types; empty if the position is so old that events
     *     after it are not kept any more
     */
    public Optional<FeedPage> read(FeedReader reader, Set<EventType> types, long after, int limit) {
        Optional<List<StoredEvent>> recent = window.after(after);
        return recent.isPresent()
                ? recent.map(events -> filtered(reader, types, events, after, limit))
                : stored(reader, types, after, limit);
    }

    private static FeedPage filtered(
            FeedReader reader,
            Set<EventType> types,
            List<StoredEvent> events,
            long after,
            int limit) {
        List<StoredEvent> seen =
                events.stream()
                        .filter(event -> types.contains(event.type()) && event.visibleTo(reader))
                        .limit(limit)
                        .toList();
        long end = events.isEmpty() ? after : events.getLast().position();
        return page(seen, end, limit);
    }

    private Optional<FeedPage> stored(
            FeedReader reader, Set<EventType> types, long after, int limit) {
        // The head first: what it names is to be seen by whatever is read later.
        long last = table.head().position();
        List<String> names = types.stream().map(EventType::wireName).toList();
        List<StoredEvent> seen = table.read(reader, names, after, last, limit);
        // And again: a removal may have been faster than the reading.
        if (after < table.head().removedUntil()) {
            return Optional.empty();
        }
        return Optional.of(page(seen, Math.max(after, last), limit));
    }

    private static FeedPage page(List<StoredEvent> seen, long end, int limit) {
        return new FeedPage(seen, seen.size() == limit ? seen.getLast().position() : end);
    }

    /**
     * Waits until there is anything after a position, to be seen or not.
     *
     * @return false if the time is over first, or the process stops
     */
    public boolean await(long after, Duration atMost) {
        try {
            return window.await(after, atMost);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Whether the process stops; whoever goes on reading should leave. */
    public boolean isClosing() {
        return window.isClosed();
    }
}
