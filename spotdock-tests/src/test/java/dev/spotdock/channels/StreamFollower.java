package dev.spotdock.channels;

import dev.spotdock.harness.SpotDockClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;
import tools.jackson.databind.json.JsonMapper;

/** Server-sent events. */
final class StreamFollower extends Follower {

    private final SpotDockClient reader;
    private final HttpClient http = HttpClient.newHttpClient();

    StreamFollower(Supplier<List<URI>> instances, SpotDockClient reader) {
        super(instances);
        this.reader = reader;
    }

    @Override
    void follow(URI instance) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(instance.resolve("/api/v1/events/stream?types=bid.*"))
                        .header("Authorization", bearer(reader))
                        .header("Last-Event-ID", Long.toString(position()))
                        .build();
        HttpResponse<InputStream> answer =
                http.send(request, HttpResponse.BodyHandlers.ofInputStream());
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
            if (answer.statusCode() != 200) {
                throw new IOException("answered " + answer.statusCode());
            }
            for (String line = lines.readLine();
                    line != null && !isClosed();
                    line = lines.readLine()) {
                if (line.startsWith("data: ")) {
                    hear(Told.of(JsonMapper.shared().readTree(line.substring(6))));
                }
            }
        }
    }

    @Override
    public void close() {
        super.close();
        http.shutdownNow();
    }
}
