package dev.spotdock.web.rest.events;

import dev.spotdock.web.feed.Feed;
import dev.spotdock.web.feed.FeedPage;
import dev.spotdock.web.feed.FeedReader;
import dev.spotdock.web.problem.Problem;
import dev.spotdock.web.security.Caller;
import dev.spotdock.web.security.Pass;
import dev.spotdock.web.security.Scope;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Tells events to one reader after the other as they come, on the reader's own virtual thread. A
 * slow reader holds up nobody else: there is no queue, it reads on from its position. One that does
 * not take anything for as long as the server waits for a write is cut off, and can resume.
 */
@Component
class EventStream {

    private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);

    private static final int BATCH = 100;

    /** So soon after its credential is revoked a reader that hears nothing is cut off. */
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    private final Feed feed;
    private final FeedSeats seats;
    private final StreamProperties settings;
    private final InstantSource clock;
    private final Set<Telling> tellings = ConcurrentHashMap.newKeySet();

    EventStream(
            Feed feed,
            FeedSeats seats,
            StreamProperties settings,
            InstantSource clock,
            MeterRegistry meters) {
        this.feed = feed;
        this.seats = seats;
        this.settings = settings;
        this.clock = clock;
        Gauge.builder("spotdock.events.lag", this, EventStream::lag)
                .description("positions that the slowest stream or socket here is behind")
                .register(meters);
    }

    private long lag() {
        long end = feed.newest();
        return tellings.stream().mapToLong(telling -> end - telling.position).max().orElse(0);
    }

    /** Why it is over. */
    enum End {
        /** The reader has gone, or does not take what is written. */
        GONE,
        /** It has had its time. */
        TIME,
        /** Its credential does not count any more, or not for this. */
        REVOKED,
        /** The process stops. */
        CLOSING
    }

    /**
     * Tells what comes after a position.
     *
     * @throws Problem {@code rate-limited}, before anything is written, if too many read already
     */
    End tell(Caller caller, Pass pass, Subscription wanted, EventSink sink) {
        return seats.taken(
                caller.accountId(),
                () -> {
                    Telling telling = new Telling(pass, wanted, sink);
                    tellings.add(telling);
                    try {
                        return telling.run();
                    } catch (IOException e) {
                        LOG.debug("a reader of events has gone: {}", e.toString());
                        return End.GONE;
                    } finally {
                        tellings.remove(telling);
                    }
                });
    }

    /** One reader's way through the feed. */
    private final class Telling {

        private final Pass pass;
        private final Subscription wanted;
        private final EventSink sink;
        private final Instant until = clock.instant().plus(settings.streamFor());
        private volatile long position;
        private Instant written = clock.instant();
        private Duration silence = Duration.ZERO;

        Telling(Pass pass, Subscription wanted, EventSink sink) {
            this.pass = pass;
            this.wanted = wanted;
            this.position = wanted.after();
            this.sink = sink;
        }

        End run() throws IOException {
            sink.begin();
            while (!feed.isClosing() && clock.instant().isBefore(until)) {
                if (sink.hasGone()) {
                    return End.GONE;
                }
                Optional<FeedReader> reader =
                        pass.holder(clock.instant())
                                .filter(caller -> caller.scopes().contains(Scope.EVENTS_READ))
                                .map(FeedSeats::reader);
                if (reader.isEmpty()) {
                    return End.REVOKED;
                }
                if (!next(reader.get())) {
                    rest();
                }
            }
            return feed.isClosing() ? End.CLOSING : End.TIME;
        }

        /** Whether there may be more at once. */
        private boolean next(FeedReader reader) throws IOException {
            Optional<FeedPage> page = feed.read(reader, wanted.types(), position, BATCH);
            if (page.isEmpty()) {
                position = feed.head().removedUntil();
                sink.reset(position);
                hasWritten();
                return true;
            }
            if (!page.get().events().isEmpty()) {
                sink.events(page.get().events());
                hasWritten();
            }
            position = page.get().next();
            return page.get().events().size() == BATCH;
        }

        /** Waits for news; breaks a silence, also where there is news for others only. */
        private void rest() throws IOException {
            Duration pause = shorter(LOOK_EVERY, shorter(settings.heartbeat(), left()));
            if (!feed.await(position, pause)) {
                silence = silence.plus(pause);
            }
            boolean due = !clock.instant().isBefore(written.plus(settings.heartbeat()));
            if (due || silence.compareTo(settings.heartbeat()) >= 0) {
                sink.alive(position);
                hasWritten();
            }
        }

        private void hasWritten() {
            written = clock.instant();
            silence = Duration.ZERO;
        }

        private Duration left() {
            return Duration.between(clock.instant(), until);
        }

        private static Duration shorter(Duration one, Duration other) {
            return one.compareTo(other) < 0 ? one : other;
        }
    }
}
