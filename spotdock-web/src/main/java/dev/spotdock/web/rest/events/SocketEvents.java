package dev.spotdock.web.rest.events;

import dev.spotdock.web.feed.StoredEvent;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.web.socket.PingMessage;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketMessage;
import org.springframework.web.socket.WebSocketSession;
import tools.jackson.databind.json.JsonMapper;

/**
 * Events as messages of a WebSocket, one each. What is no event has one member, that says what it
 * is: {@code position}, {@code reset}, {@code problem}.
 */
final class SocketEvents implements EventSink {

    private final WebSocketSession socket;
    private final JsonMapper json;
    private final AtomicBoolean answered = new AtomicBoolean(true);

    SocketEvents(WebSocketSession socket, JsonMapper json) {
        this.socket = socket;
        this.json = json;
    }

    /** The other side has answered a ping. */
    void pong() {
        answered.set(true);
    }

    @Override
    public void begin() {
        // the handshake was
    }

    @Override
    public boolean hasGone() {
        return !socket.isOpen();
    }

    @Override
    public void events(List<StoredEvent> events) throws IOException {
        for (StoredEvent event : events) {
            send(new TextMessage(event.json()));
        }
    }

    @Override
    public void reset(long oldest) throws IOException {
        write(Map.of("reset", Map.of("oldest", Long.toString(oldest))));
    }

    @Override
    public void alive(long position) throws IOException {
        if (!answered.getAndSet(false)) {
            throw new IOException("no answer to a ping");
        }
        write(Map.of("position", Long.toString(position)));
        send(new PingMessage());
    }

    private void write(Object message) throws IOException {
        send(new TextMessage(json.writeValueAsString(message)));
    }

    private void send(WebSocketMessage<?> message) throws IOException {
        try {
            socket.sendMessage(message);
        } catch (IllegalStateException e) { // closed meanwhile
            throw new IOException("the socket is closed", e);
        }
    }
}
