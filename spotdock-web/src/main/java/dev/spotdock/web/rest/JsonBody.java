package dev.spotdock.web.rest;

import dev.spotdock.web.problem.Problem;
import dev.spotdock.web.problem.ProblemCode;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A request's body: its bytes, and the JSON that they are.
 *
 * @param bytes as they came
 * @param node any JSON value; the topic reads it with {@link Fields}
 */
@SuppressWarnings("ArrayRecordComponent") // lives as long as the request, never compared
public record JsonBody(byte[] bytes, JsonNode node) {

    /** A name twice would be read differently by others; decimals stay exact. */
    private static final JsonMapper STRICT =
            JsonMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .build();

    /**
     * Reads a body.
     *
     * @throws Problem {@code malformed-request} if it is no JSON
     */
    public static JsonBody read(byte[] bytes) {
        try {
            JsonNode node = STRICT.readTree(bytes);
            if (node == null || node.isMissingNode()) {
                throw Problem.of(ProblemCode.MALFORMED_REQUEST, "a JSON body is expected");
            }
            return new JsonBody(bytes, node);
        } catch (JacksonException e) {
            var where = e.getLocation();
            throw Problem.of(
                    ProblemCode.MALFORMED_REQUEST,
                    where == null
                            ? "the body is not valid JSON"
                            : "the body is not valid JSON, see line %d, column %d"
                                    .formatted(where.getLineNr(), where.getColumnNr()));
        }
    }

    /** How much it is, not what: passwords and containers' variables come this way. */
    @Override
    public String toString() {
        return "JsonBody[%d bytes]".formatted(bytes.length);
    }
}
