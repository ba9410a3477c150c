package dev.spotdock.compute.provider.docker;

import com.github.dockerjava.api.model.Event;
import com.github.dockerjava.api.model.EventActor;
import dev.spotdock.kernel.id.AllocationId;
import dev.spotdock.kernel.id.InstallationId;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The engine's event stream of an installation's containers, opened again whenever it breaks. What
 * happened in between is not told: events are hints, the listing is the truth.
 */
final class EventWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EventWatch.class);

    private static final Duration PAUSE_MIN = Duration.ofMillis(200);

    /** An engine that comes back is noticed within this; the listing goes on meanwhile. */
    private static final Duration PAUSE_MAX = Duration.ofSeconds(10);

    /** Merely how long one wait is; the end of the stream ends it. */
    private static final Duration LOOK_EVERY = Duration.ofHours(1);

    private final Engine engine;
    private final InstallationId installation;
    private volatile @Nullable Consumer<AllocationId> listener;
    private volatile boolean closed;
    private @Nullable Thread thread;

    EventWatch(Engine engine, InstallationId installation) {
        this.engine = engine;
        this.installation = installation;
    }

    /** The only listener from now on. */
    synchronized void tell(Consumer<AllocationId> newListener) {
        listener = newListener;
        if (thread == null && !closed) {
            thread = Thread.ofVirtual().name("docker-events").start(this::run);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (thread != null) {
            thread.interrupt();
        }
    }

    private void run() {
        Duration pause = PAUSE_MIN;
        try {
            while (!closed) {
                boolean worked = streamed();
                pause = worked ? PAUSE_MIN : longer(pause);
                Thread.sleep(pause);
            }
        } catch (InterruptedException e) {
            LOG.debug("No longer watching the Docker Engine", e);
        }
    }

    private static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(PAUSE_MAX) < 0 ? twice : PAUSE_MAX;
    }

    /** Until the stream ends; whether anything came through it. */
    private boolean streamed() throws InterruptedException {
        Hints hints = new Hints();
        try (hints) {
            engine.client()
                    .eventsCmd()
                    .withEventTypeFilter("container")
                    .withEventFilter("start", "die", "oom", "destroy")
                    .withLabelFilter(Map.of(Labels.INSTALLATION, installation.toString()))
                    .exec(hints);
            while (!hints.ended(engine, LOOK_EVERY)) {
                LOG.trace("Still watching the Docker Engine");
            }
            LOG.info("The Docker Engine ended its event stream, opening it again");
        } catch (IOException | RuntimeException e) {
            if (!closed) {
                LOG.warn("Watching the Docker Engine failed, trying again: {}", e.getMessage());
            }
        }
        return hints.anything;
    }

    /** Passes on whose event it was. */
    private final class Hints extends EngineStream<Event> {

        private volatile boolean anything;

        @Override
        public void onNext(Event event) {
            anything = true;
            EventActor actor = event.getActor();
            Consumer<AllocationId> told = listener;
            if (actor == null || actor.getAttributes() == null || told == null) {
                return;
            }
            String allocation = actor.getAttributes().get(Labels.ALLOCATION);
            if (allocation != null) {
                told.accept(AllocationId.of(Objects.requireNonNull(allocation)));
            }
        }
    }
}
