package dev.spotdock.web.rest.events;

import dev.spotdock.web.feed.StoredEvent;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.http.MediaType;

/** Events in the form that browsers' {@code EventSource} reads. */
final class ServerSentEvents implements EventSink {

    private final HttpServletResponse response;

    ServerSentEvents(HttpServletResponse response) {
        this.response = response;
    }

    @Override
    public void begin() throws IOException {
        response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE + ";charset=utf-8");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Accel-Buffering", "no"); // nginx would collect it
        write("retry: 1000\n\n");
    }

    @Override
    public void events(List<StoredEvent> events) throws IOException {
        StringBuilder text = new StringBuilder();
        for (StoredEvent event : events) {
            text.append("id: ").append(event.position());
            text.append("\nevent: ").append(event.type().wireName());
            text.append("\ndata: ").append(event.json()).append("\n\n");
        }
        write(text.toString());
    }

    @Override
    public void reset(long oldest) throws IOException {
        write("id: %d\nevent: reset\ndata: {\"oldest\":\"%d\"}\n\n".formatted(oldest, oldest));
    }

    @Override
    public void alive(long position) throws IOException {
        // The id moves the reader's position past what it may not see.
        write(": still here\nid: %d\n\n".formatted(position));
    }

    private void write(String text) throws IOException {
        ServletOutputStream out = response.getOutputStream();
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
