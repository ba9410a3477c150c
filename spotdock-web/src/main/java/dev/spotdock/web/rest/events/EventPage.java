package dev.spotdock.web.rest.events;

import dev.spotdock.web.feed.CloudEvent;
import dev.spotdock.web.feed.FeedPage;
import dev.spotdock.web.feed.StoredEvent;
import dev.spotdock.web.rest.Page;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/** Some events, and where to go on; written by {@link EventPageWriter}. */
@Schema(name = "EventPage")
record EventPage(
        @ArraySchema(schema = @Schema(implementation = CloudEvent.class)) List<StoredEvent> items,
        @Schema(description = "the position to go on from, also if there are no items") String next)
        implements Page {

    static EventPage of(FeedPage page) {
        return new EventPage(page.events(), Long.toString(page.next()));
    }
}
