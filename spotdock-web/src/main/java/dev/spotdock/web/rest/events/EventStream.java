package dev.spotdock.web.rest.events;

import dev.spotdock.web.feed.EventType;
import dev.spotdock.web.feed.CloudEvent;
import dev.spotdock.web.feed.Feed;
import dev.spotdock.web.feed.FeedPage;
import dev.spotdock.web.feed.FeedReader;
import dev.spotdock.web.feed.StoredEvent;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes events to one reader after the other as they come, on the request's own virtual thread. A
 * slow reader holds up nobody else: there is no queue, it reads on from its position. One that does
 * not take anything for as long as the server waits for a write is cut off, and can resume.
 */
@Component
class EventStream {

    private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);

    private static final int BATCH = 100;

    private final Feed feed;
    private final FeedSeats seats;
    private final StreamProperties settings;
    private final InstantSource clock;
    private final JsonMapper json;

    EventStream(
            Feed feed,
            FeedSeats seats,
            StreamProperties settings,
            InstantSource clock,
            JsonMapper json) {
        this.feed = feed;
        this.seats = seats;
        this.settings = settings;
        this.clock = clock;
        this.json = json;
    }

    /**
     * Tells what comes after a position, until the reader leaves, its time is over, or the process
     * stops.
     */
    void tell(FeedReader reader, Set<EventType> types, long after, HttpServletResponse response) {
        seats.taken(
                reader.account(),
                () -> {
                    begin(response);
                    try {
                        new Telling(reader, types, after, response).run();
                    } catch (IOException e) {
                        LOG.debug("a reader of events has gone: {}", e.toString());
                    }
                });
    }

    private static void begin(HttpServletResponse response) {
        response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE + ";charset=utf-8");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Accel-Buffering", "no"); // nginx would collect it
    }

    /** One reader's way through the feed. */
    private final class Telling {

        private final FeedReader reader;
        private final Set<EventType> types;
        private final HttpServletResponse response;
        private final Instant until = clock.instant().plus(settings.streamFor());
        private long position;
        private Instant written = clock.instant();

        Telling(FeedReader reader, Set<EventType> types, long after, HttpServletResponse response) {
            this.reader = reader;
            this.types = types;
            this.position = after;
            this.response = response;
        }

        void run() throws IOException {
            write("retry: 1000\n\n");
            while (!feed.isClosing() && clock.instant().isBefore(until)) {
                if (!next()) {
                    rest();
                }
            }
        }

        /** Whether there may be more at once. */
        private boolean next() throws IOException {
            Optional<FeedPage> page = feed.read(reader, types, position, BATCH);
            if (page.isEmpty()) {
                position = feed.head().removedUntil();
                write(
                        "id: %d\nevent: reset\ndata: {\"oldest\":\"%d\"}\n\n"
                                .formatted(position, position));
                return true;
            }
            StringBuilder text = new StringBuilder();
            page.get().events().forEach(event -> text.append(text(event)));
            position = page.get().next();
            if (!text.isEmpty()) {
                write(text.toString());
            }
            return page.get().events().size() == BATCH;
        }

        /** Waits for news; after a while of silence, also where there is news for others only. */
        private void rest() throws IOException {
            Duration left = Duration.between(clock.instant(), until);
            Duration pause = settings.heartbeat();
            boolean news = feed.await(position, left.compareTo(pause) < 0 ? left : pause);
            Instant due = written.plus(settings.heartbeat());
            if (!news || !clock.instant().isBefore(due)) {
                // The id moves the reader's position past what it may not see.
                write(": still here\nid: %d\n\n".formatted(position));
            }
        }

        private String text(StoredEvent event) {
            return "id: %d\nevent: %s\ndata: %s\n\n"
                    .formatted(
                            event.position(),
                            event.type().wireName(),
                            json.writeValueAsString(CloudEvent.of(event)));
        }

        private void write(String text) throws IOException {
            ServletOutputStream out = response.getOutputStream();
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.flush();
            written = clock.instant();
        }
    }
}
