package dev.spotdock.fuzz;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import dev.spotdock.fuzz.Wire.Answer;
import dev.spotdock.web.problem.ProblemCode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Tells an answer that keeps the OpenAPI document's word from one that does not. */
final class Contract {

    private static final String PROBLEM = "application/problem+json";

    /** Whatever would tell a stranger what this program is made of. */
    private static final Pattern INSIDES =
            Pattern.compile(
                    "Exception|\\tat |\\b(java|javax|jakarta|tools\\.jackson|com\\.zaxxer)\\.[a-z]"
                            + "|org\\.(springframework|apache|hibernate|postgresql|axonframework)"
                            + "|dev\\.spotdock|PSQL|SQLSTATE|HikariPool");

    /** Members that only some problems have are allowed; everything else must be documented. */
    private static final Set<String> OPEN_SCHEMAS = Set.of("Problem");

    private static final JsonMapper STRICT =
            JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    private final SchemaRegistry registry =
            SchemaRegistry.withDefaultDialect(
                    SpecificationVersion.DRAFT_2020_12,
                    builder ->
                            builder.schemaRegistryConfig(
                                    SchemaRegistryConfig.builder()
                                            .formatAssertionsEnabled(true)
                                            .build()));
    private final JsonNode components;
    private final Map<String, Schema> schemas = new HashMap<>();

    Contract(ApiDocument document) {
        components = document.root().path("components").deepCopy();
        components
                .path("schemas")
                .properties()
                .forEach(schema -> {
                    ObjectNode node = (ObjectNode) schema.getValue();
                    if (!OPEN_SCHEMAS.contains(schema.getKey())
                            && !node.has("additionalProperties")) {
                        node.put("additionalProperties", false);
                    }
                });
    }

    /** An answer that goes through schema validation; and a bare refusal of what is no request. */
    List<String> complaints(@Nullable ApiOperation operation, Answer answer) {
        List<String> found = new ArrayList<>();
        if (answer.status() >= 500) {
            found.add("a status of " + answer.status());
        }
        boolean text = !answer.mediaType().equals("application/pdf");
        var insides = INSIDES.matcher(answer.headers() + (text ? answer.text() : ""));
        if (insides.find()) {
            found.add("shows its insides: " + insides.group());
        }
        if (answer.status() >= 400) {
            checkProblem(answer, found);
        }
        if (operation != null) {
            checkDocumented(operation, answer, found);
        }
        return found;
    }

    private void checkDocumented(ApiOperation operation, Answer answer, List<String> found) {
        if (!operation.statuses().contains(answer.status())) {
            found.add("status %d is not documented".formatted(answer.status()));
            return;
        }
        Set<String> mediaTypes = operation.mediaTypes(answer.status());
        if (mediaTypes.isEmpty() && answer.body().length == 0) {
            return;
        }
        JsonNode schema = operation.schema(answer.status(), answer.mediaType());
        if (schema == null) {
            found.add(
                    "\"%s\" is not documented for %d"
                            .formatted(answer.mediaType(), answer.status()));
        } else if (answer.mediaType().endsWith("json")) {
            validate(schema, answer, found);
        }
    }

    private void validate(JsonNode schema, Answer answer, List<String> found) {
        try {
            JsonNode body = STRICT.readTree(answer.body());
            for (Error error : compiled(schema).validate(body)) {
                found.add("breaks its schema: " + error.getInstanceLocation() + " " + error);
            }
        } catch (JacksonException e) {
            found.add("is no JSON: " + e.getOriginalMessage());
        }
    }

    private Schema compiled(JsonNode schema) {
        return schemas.computeIfAbsent(
                schema.toString(),
                _ -> {
                    ObjectNode whole = ((ObjectNode) schema).deepCopy();
                    whole.set("components", components);
                    return registry.getSchema(whole);
                });
    }

    private static void checkProblem(Answer answer, List<String> found) {
        if (!answer.mediaType().equals(PROBLEM)) {
            found.add("a refusal is \"%s\"".formatted(answer.mediaType()));
            return;
        }
        JsonNode body = STRICT.readTree(answer.body());
        String type = body.path("type").asString();
        if (Arrays.stream(ProblemCode.values()).noneMatch(code -> code.urn().equals(type))) {
            found.add("is no problem of the catalogue: " + type);
        }
        if (body.path("status").asInt() != answer.status()) {
            found.add("says status " + body.path("status"));
        }
        String traceId = body.path("traceId").asString();
        if (traceId.isBlank()) {
            found.add("has no traceId");
        }
        answer.header("X-Trace-Id")
                .filter(header -> !header.equals(traceId))
                .ifPresent(header -> found.add("has two trace ids: " + header));
        checkHeaders(answer, found);
    }

    private static void checkHeaders(Answer answer, List<String> found) {
        String needed =
                switch (answer.status()) {
                    case 401 -> "WWW-Authenticate";
                    case 405 -> "Allow";
                    case 429, 503 -> "Retry-After";
                    default -> "Content-Type";
                };
        if (answer.header(needed).isEmpty()) {
            found.add("has no " + needed);
        }
    }
}
