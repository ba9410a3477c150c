package dev.spotdock.fuzz;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One operation of the OpenAPI document.
 *
 * @param method in capitals
 * @param path with its parameters in braces
 */
record ApiOperation(String method, String path, JsonNode node) {

    private static final String JSON_BODY = "/requestBody/content/application~1json";

    /** For example {@code GET /api/v1/bids/{id}}. */
    String name() {
        return method + " " + path;
    }

    /**
     * Names of its parameters.
     *
     * @param in {@code path}, {@code query} or {@code header}
     */
    List<String> parameters(String in) {
        return parametersIn(in).map(p -> p.path("name").asString()).toList();
    }

    /** What a parameter may be, if it is one of a few. */
    List<String> values(String parameter) {
        return parametersIn("query")
                .filter(p -> p.path("name").asString().equals(parameter))
                .flatMap(p -> p.at("/schema/enum").valueStream())
                .map(JsonNode::asString)
                .toList();
    }

    private Stream<JsonNode> parametersIn(String in) {
        return node.path("parameters")
                .valueStream()
                .filter(p -> p.path("in").asString().equals(in));
    }

    boolean hasBody() {
        return node.has("requestBody");
    }

    /** Schema of its JSON body, missing if it has none. */
    JsonNode bodySchema() {
        return node.at(JSON_BODY + "/schema");
    }

    /** The bodies that the document gives as examples. */
    List<JsonNode> examples() {
        JsonNode content = node.at(JSON_BODY);
        return Stream.concat(
                        Optional.ofNullable(content.get("example")).stream(),
                        content.path("examples")
                                .valueStream()
                                .map(example -> example.path("value")))
                .toList();
    }

    Set<Integer> statuses() {
        Set<Integer> statuses = new TreeSet<>();
        node.path("responses").propertyNames().forEach(s -> statuses.add(Integer.valueOf(s)));
        return statuses;
    }

    /** What is documented for a status and media type; null if nothing is. */
    @Nullable JsonNode schema(int status, String mediaType) {
        return node.path("responses")
                .path(String.valueOf(status))
                .path("content")
                .path(mediaType)
                .get("schema");
    }

    /** The media types that an answer of this status may have. */
    Set<String> mediaTypes(int status) {
        return new TreeSet<>(
                node.path("responses")
                        .path(String.valueOf(status))
                        .path("content")
                        .propertyNames());
    }
}
