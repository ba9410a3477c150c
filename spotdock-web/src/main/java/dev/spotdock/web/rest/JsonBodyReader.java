package dev.spotdock.web.rest;

import java.io.IOException;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.AbstractHttpMessageConverter;
import org.springframework.stereotype.Component;

/** Hands controllers a {@link JsonBody}; any other media type is 415. */
@Component
class JsonBodyReader extends AbstractHttpMessageConverter<JsonBody> {

    JsonBodyReader() {
        super(MediaType.APPLICATION_JSON);
    }

    @Override
    protected boolean supports(Class<?> type) {
        return type == JsonBody.class;
    }

    @Override
    public boolean canWrite(Class<?> type, @org.jspecify.annotations.Nullable MediaType mediaType) {
        return false;
    }

    @Override
    protected JsonBody readInternal(Class<? extends JsonBody> type, HttpInputMessage input)
            throws IOException {
        return JsonBody.read(input.getBody().readAllBytes());
    }

    @Override
    protected void writeInternal(JsonBody body, HttpOutputMessage output) {
        throw new UnsupportedOperationException("bodies of requests are never written");
    }
}
