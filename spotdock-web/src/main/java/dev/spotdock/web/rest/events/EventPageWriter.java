package dev.spotdock.web.rest.events;

import dev.spotdock.web.feed.StoredEvent;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.AbstractHttpMessageConverter;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.stereotype.Component;

/**
 * Writes pages of events, which are JSON already: taken apart and put together they take longer.
 */
@Component
class EventPageWriter extends AbstractHttpMessageConverter<EventPage> {

    EventPageWriter() {
        super(MediaType.APPLICATION_JSON);
    }

    @Override
    protected boolean supports(Class<?> type) {
        return type == EventPage.class;
    }

    @Override
    public boolean canRead(Class<?> type, @Nullable MediaType mediaType) {
        return false;
    }

    @Override
    protected EventPage readInternal(Class<? extends EventPage> type, HttpInputMessage message) {
        throw new HttpMessageNotReadableException("pages of events are only written", message);
    }

    @Override
    protected void writeInternal(EventPage page, HttpOutputMessage message) throws IOException {
        OutputStream out = message.getBody();
        out.write(bytes("{\"items\":["));
        String separator = "";
        for (StoredEvent event : page.items()) {
            out.write(bytes(separator));
            out.write(bytes(event.json())); // one by one: a page at once is half a megabyte
            separator = ",";
        }
        out.write(bytes("],\"next\":\"" + page.next() + "\"}"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
