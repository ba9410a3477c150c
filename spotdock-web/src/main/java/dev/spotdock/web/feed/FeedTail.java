package dev.spotdock.web.feed;

import dev.spotdock.kernel.loop.Loop;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Reads along what is appended to the feed, once per instance however many read from there. Woken
 * by this instance's writer; others' events it finds by looking.
 */
@Component
class FeedTail implements Loop {

    static final String NAME = "feed-tail";

    private static final int BATCH = 1_000;

    private final FeedTable table;
    private final FeedProperties settings;
    private final FeedWindow window;

    FeedTail(FeedTable table, FeedProperties settings) {
        this.table = table;
        this.settings = settings;
        this.window = new FeedWindow(settings.window());
    }

    FeedWindow window() {
        return window;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Duration interval() {
        return settings.lookEvery();
    }

    @Override
    public void runOnce(Instant now) {
        if (window.end() < 0) {
            window.startAt(table.head().position());
            return;
        }
        List<StoredEvent> found;
        do {
            found = table.readAll(window.end(), BATCH);
            window.add(found);
        } while (found.size() == BATCH);
    }

    /** Those who wait must not hold up the process's end. */
    @EventListener(ContextClosedEvent.class)
    void close() {
        window.close();
    }
}
