package dev.spotdock.web.feed;

import dev.spotdock.kernel.loop.Loop;
import java.time.Duration;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** Removes events whose time is over. */
@Component
class FeedRetention implements Loop {

    private final FeedTable table;
    private final FeedProperties settings;

    FeedRetention(FeedTable table, FeedProperties settings) {
        this.table = table;
        this.settings = settings;
    }

    @Override
    public String name() {
        return "feed-retention";
    }

    @Override
    public Duration interval() {
        return settings.cleanEvery();
    }

    @Override
    public void runOnce(Instant now) {
        table.removeBefore(now.minus(settings.keepFor()), settings.cleanLimit());
    }
}
