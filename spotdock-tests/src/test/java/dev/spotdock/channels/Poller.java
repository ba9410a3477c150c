package dev.spotdock.channels;

import dev.spotdock.harness.SpotDockClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.function.Supplier;

/** Long-polling. */
final class Poller extends Follower {

    private final SpotDockClient reader;

    Poller(Supplier<List<URI>> instances, SpotDockClient reader) {
        super(instances);
        this.reader = reader;
    }

    @Override
    void follow(URI instance) throws IOException {
        SpotDockClient there = new SpotDockClient(instance, reader.key());
        while (!isClosed()) {
            SpotDockClient.Answer answer;
            try {
                answer = there.get("/api/v1/events?types=bid.*&wait=2&after=" + position());
            } catch (UncheckedIOException e) {
                throw new IOException(e);
            }
            if (answer.status() != 200) {
                throw new IOException("answered " + answer.status());
            }
            answer.body().path("items").forEach(event -> hear(Told.of(event)));
            moveTo(Long.parseLong(answer.body().path("next").asString()));
        }
    }
}
