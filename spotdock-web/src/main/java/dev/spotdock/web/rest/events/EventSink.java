package dev.spotdock.web.rest.events;

import dev.spotdock.web.feed.StoredEvent;
import java.io.IOException;
import java.util.List;

/**
 * Where one reader's events are written, in the form of its channel; by one thread. A write waits
 * until the reader takes it.
 */
interface EventSink {

    /** Before anything else. */
    void begin() throws IOException;

    /** Whether the reader is known to have gone; else a write finds out. */
    default boolean hasGone() {
        return false;
    }

    /** Some events, in their order. */
    void events(List<StoredEvent> events) throws IOException;

    /** What follows the reader's position is not kept any more: it goes on after another one. */
    void reset(long oldest) throws IOException;

    /**
     * Nothing for this reader for a while.
     *
     * @param position to go on from, beyond what it may not see
     * @throws IOException also if the reader seems to have gone
     */
    void alive(long position) throws IOException;
}
