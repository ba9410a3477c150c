package dev.spotdock.web.rest;

import dev.spotdock.web.problem.Problem;
import dev.spotdock.web.problem.ProblemCode;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.AbstractHttpMessageConverter;
import org.springframework.stereotype.Component;

/**
 * Hands controllers a {@link JsonBody}; any other media type is 415. Claims them all, so that no
 * other reader, such as one of YAML, gets to see a body.
 */
@Component
class JsonBodyReader extends AbstractHttpMessageConverter<JsonBody> {

    JsonBodyReader() {
        super(MediaType.ALL);
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
    protected JsonBody readInternal(Class<? extends JsonBody> target, HttpInputMessage input)
            throws IOException {
        MediaType type = input.getHeaders().getContentType();
        if (type == null || !MediaType.APPLICATION_JSON.includes(type)) {
            throw Problem.of(
                            ProblemCode.UNSUPPORTED_MEDIA_TYPE,
                            "expected a body of application/json")
                    .header(HttpHeaders.ACCEPT, MediaType.APPLICATION_JSON_VALUE);
        }
        return JsonBody.read(input.getBody().readAllBytes());
    }

    @Override
    protected void writeInternal(JsonBody body, HttpOutputMessage output) {
        throw new UnsupportedOperationException("bodies of requests are never written");
    }
}
