package dev.spotdock.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.harness.Deployment;
import dev.spotdock.harness.SpotDockClient.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;

/** The OpenAPI document that a running application gives of itself. */
final class ApiDocument {

    private final JsonNode root;
    private final List<ApiOperation> operations = new ArrayList<>();

    private ApiDocument(JsonNode root) {
        this.root = root;
        root.path("paths")
                .properties()
                .forEach(path ->
                        path.getValue()
                                .properties()
                                .forEach(operation ->
                                        operations.add(
                                                new ApiOperation(
                                                        operation.getKey().toUpperCase(Locale.ROOT),
                                                        path.getKey(),
                                                        operation.getValue()))));
    }

    static ApiDocument of(Deployment deployment) {
        Answer answer =
                Awaitility.await("the document: its first making takes a while on a busy machine")
                        .atMost(Duration.ofMinutes(1))
                        .ignoreExceptions()
                        .until(() -> deployment.demo().get("/v3/api-docs"), a -> a.status() == 200);
        ApiDocument document = new ApiDocument(answer.body());
        assertThat(document.operations()).hasSizeGreaterThan(20);
        return document;
    }

    JsonNode root() {
        return root;
    }

    List<ApiOperation> operations() {
        return operations;
    }

    /** Methods that a path answers to. */
    Set<String> methods(String path) {
        return operations.stream()
                .filter(o -> o.path().equals(path))
                .map(ApiOperation::method)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The schema itself, where it is a reference or one that may be null. */
    JsonNode resolved(JsonNode schema) {
        JsonNode found = schema;
        while (found.has("$ref") || found.has("anyOf")) {
            found =
                    found.has("$ref")
                            ? root.at(found.path("$ref").asString().substring(1))
                            : found.path("anyOf").get(0);
        }
        return found;
    }
}
