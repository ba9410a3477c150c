package dev.spotdock.web.rest.events;

import dev.spotdock.web.problem.Problem;
import dev.spotdock.web.problem.ProblemCode;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.web.socket.WebSocketSession;
import tools.jackson.databind.json.JsonMapper;

/** What is heard of one socket, on the server's threads, for the one that writes to it. */
final class EventSocket {

    private final WebSocketSession socket;
    private final SocketEvents events;
    private final CompletableFuture<String> first = new CompletableFuture<>();

    EventSocket(WebSocketSession socket, JsonMapper json) {
        this.socket = socket;
        this.events = new SocketEvents(socket, json);
    }

    SocketEvents events() {
        return events;
    }

    Visitor visitor() {
        return SocketHandshake.visitor(socket.getAttributes());
    }

    /** Somebody says something; the first time says all, and a second is refused. */
    void hear(String text) throws IOException {
        if (!first.complete(text)) {
            socket.close(CloseCodes.of(ProblemCode.INVALID_REQUEST));
        }
    }

    /** The other side has closed it. */
    void over() {
        first.cancel(false);
    }

    /**
     * Waits for it.
     *
     * @throws Problem {@code request-timeout}
     * @throws IOException if none will come
     */
    String firstMessage(Duration within) throws IOException {
        try {
            return first.get(within.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            throw Problem.of(
                    ProblemCode.REQUEST_TIMEOUT,
                    "the first message, such as {}, did not come within " + within);
        } catch (CancellationException | ExecutionException e) {
            throw new IOException("no message will come", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("not waited for", e);
        }
    }
}
