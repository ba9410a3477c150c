package dev.spotdock.channels;

import dev.spotdock.harness.SpotDockClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A WebSocket whose first message has the key. */
final class SocketFollower extends Follower {

    private final SpotDockClient reader;
    private final HttpClient http = HttpClient.newHttpClient();

    SocketFollower(Supplier<List<URI>> instances, SpotDockClient reader) {
        super(instances);
        this.reader = reader;
    }

    @Override
    void follow(URI instance) throws IOException, InterruptedException {
        Conversation conversation = new Conversation();
        try {
            WebSocket socket =
                    http.newWebSocketBuilder()
                            .buildAsync(
                                    URI.create("ws://" + instance.getAuthority() + "/ws/events"),
                                    conversation)
                            .get();
            socket.sendText(
                            "{\"key\": \"%s\", \"after\": \"%d\", \"types\": [\"bid.*\"]}"
                                    .formatted(reader.key(), position()),
                            true)
                    .get();
            conversation.over.get();
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        }
    }

    private final class Conversation implements WebSocket.Listener {

        final CompletableFuture<Integer> over = new CompletableFuture<>();
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                JsonNode message = JsonMapper.shared().readTree(text.toString());
                text.setLength(0);
                if (message.has("specversion")) {
                    hear(Told.of(message));
                } else if (message.has("position")) {
                    moveTo(Long.parseLong(message.path("position").asString()));
                }
            }
            socket.request(1);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            over.complete(code);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            over.completeExceptionally(error);
        }
    }

    @Override
    public void close() {
        super.close();
        http.shutdownNow();
    }
}
