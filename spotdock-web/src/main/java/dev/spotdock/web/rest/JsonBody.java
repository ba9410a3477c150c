package dev.spotdock.web.rest;

import dev.spotdock.web.problem.Problem;
import dev.spotdock.web.problem.ProblemCode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
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

    private static final int LEVELS_MAX = 32;
    private static final int NUMBER_MAX = 100;
    private static final int NAME_MAX = 1000;

    /** A name twice would be read differently by others; decimals stay exact. */
    private static final JsonMapper STRICT =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxNestingDepth(LEVELS_MAX)
                                                    .maxNumberLength(NUMBER_MAX)
                                                    .maxNameLength(NAME_MAX)
                                                    .build())
                                    .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .build();

    /**
     * Reads a body.
     *
     * @throws Problem {@code malformed-request} if it is no JSON in UTF-8, nested deeper than 32
     *     levels, or with a number over 100 or a name over 1,000 characters
     */
    public static JsonBody read(byte[] bytes) {
        try {
            JsonNode node = STRICT.readTree(text(bytes));
            if (node == null || node.isMissingNode()) {
                throw Problem.of(ProblemCode.MALFORMED_REQUEST, "a JSON body is expected");
            }
            return new JsonBody(bytes, node);
        } catch (StreamConstraintsException e) {
            throw Problem.of(
                    ProblemCode.MALFORMED_REQUEST,
                    "expected at most %d levels, numbers of at most %d and names of at most %d characters"
                            .formatted(LEVELS_MAX, NUMBER_MAX, NAME_MAX));
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

    /**
     * Refuses what is no UTF-8: the parser would guess other encodings, and repair some mistakes.
     */
    private static String text(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException _) {
            throw Problem.of(ProblemCode.MALFORMED_REQUEST, "the body is not valid UTF-8");
        }
    }

    /** How much it is, not what: passwords and containers' variables come this way. */
    @Override
    public String toString() {
        return "JsonBody[%d bytes]".formatted(bytes.length);
    }
}
