package dev.spotdock.web.rest;

import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.http.converter.autoconfigure.ServerHttpMessageConvertersCustomizer;
import org.springframework.core.ResolvableType;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverters.ServerBuilder;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON answers are sent whole, with their length: one write to the network instead of one for the
 * chunk and one for its end, which also wakes whoever reads them once only. They are small; what is
 * not is streamed by its controller.
 */
@Component
public class JsonAnswers implements ServerHttpMessageConvertersCustomizer {

    private final JsonMapper json;

    JsonAnswers(JsonMapper json) {
        this.json = json;
    }

    /**
     * Writes an answer without asking what forms would be welcome, which takes longer than some
     * handlers.
     */
    public void write(HttpServletResponse response, int status, Object body) throws IOException {
        byte[] bytes = json.writeValueAsBytes(body);
        response.setStatus(status);
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }

    /** After Spring Boot has chosen its own. */
    @Override
    public void customize(ServerBuilder converters) {
        converters.withJsonConverter(new Whole(json));
    }

    private static final class Whole extends JacksonJsonHttpMessageConverter {

        Whole(JsonMapper json) {
            super(json);
        }

        @Override
        protected void writeInternal(
                Object body,
                ResolvableType type,
                HttpOutputMessage answer,
                @Nullable Map<String, Object> hints)
                throws IOException {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            super.writeInternal(body, type, new Kept(answer.getHeaders(), bytes), hints);
            answer.getHeaders().setContentLength(bytes.size());
            bytes.writeTo(answer.getBody());
        }
    }

    private record Kept(HttpHeaders headers, OutputStream body) implements HttpOutputMessage {

        @Override
        public HttpHeaders getHeaders() {
            return headers;
        }

        @Override
        public OutputStream getBody() {
            return body;
        }
    }
}
