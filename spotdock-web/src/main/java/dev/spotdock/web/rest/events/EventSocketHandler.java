package dev.spotdock.web.rest.events;

import dev.spotdock.web.problem.ProblemWriter;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.PongMessage;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.TextWebSocketHandler;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tells events to sockets, each on a virtual thread of its own from its first message to its end.
 */
@Component
class EventSocketHandler extends TextWebSocketHandler {

    private static final Logger LOG = LoggerFactory.getLogger(EventSocketHandler.class);

    static final String PATH = "/ws/events";

    /** More than a first message can have. */
    private static final int MESSAGE_BYTES = 8192;

    private final Admissions admissions;
    private final EventStream stream;
    private final StreamProperties settings;
    private final ProblemWriter problems;
    private final JsonMapper json;
    private final Map<String, EventSocket> open = new ConcurrentHashMap<>();

    EventSocketHandler(
            Admissions admissions,
            EventStream stream,
            StreamProperties settings,
            ProblemWriter problems,
            JsonMapper json) {
        this.admissions = admissions;
        this.stream = stream;
        this.settings = settings;
        this.problems = problems;
        this.json = json;
    }

    @Override
    public void afterConnectionEstablished(WebSocketSession socket) {
        socket.setTextMessageSizeLimit(MESSAGE_BYTES);
        EventSocket heard = new EventSocket(socket, json);
        open.put(socket.getId(), heard);
        Thread.ofVirtual().name("event-socket").start(() -> serve(socket, heard));
    }

    private void serve(WebSocketSession socket, EventSocket heard) {
        try {
            socket.close(end(socket, heard));
        } catch (IOException e) {
            LOG.debug("a socket has gone: {}", e.toString());
        }
    }

    private CloseStatus end(WebSocketSession socket, EventSocket heard) throws IOException {
        try {
            String first = heard.firstMessage(settings.firstMessageWithin());
            Admission admitted = admissions.admit(first, heard.visitor());
            return CloseCodes.of(
                    stream.tell(
                            admitted.caller(), admitted.pass(), admitted.wanted(), heard.events()));
        } catch (RuntimeException e) {
            ProblemWriter.Told told = problems.tell(PATH, e);
            socket.sendMessage(
                    new TextMessage(json.writeValueAsString(Map.of("problem", told.body()))));
            return CloseCodes.of(told.code());
        }
    }

    @Override
    protected void handleTextMessage(WebSocketSession socket, TextMessage message)
            throws IOException {
        EventSocket heard = open.get(socket.getId());
        if (heard != null) {
            heard.hear(message.getPayload());
        }
    }

    @Override
    protected void handlePongMessage(WebSocketSession socket, PongMessage message) {
        EventSocket heard = open.get(socket.getId());
        if (heard != null) {
            heard.events().pong();
        }
    }

    @Override
    public void afterConnectionClosed(WebSocketSession socket, CloseStatus status) {
        EventSocket heard = open.remove(socket.getId());
        if (heard != null) {
            heard.over();
        }
    }
}
