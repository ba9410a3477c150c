package dev.spotdock.web.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Released schemas lie in {@code schemas/v<n>}, one folder for each release that added something,
 * and are never changed. A new field, or a new type, gets a new file in the next folder.
 */
class EventSchemasTests {

    private static final int LATEST = 3;
    private static final JsonMapper JSON = JsonMapper.shared();

    private final EventSchemas schemas = new EventSchemas();

    @ParameterizedTest
    @EnumSource
    void eachTypeIsAsReleased(EventType type) throws IOException {
        @Nullable JsonNode latest = null;
        for (int version = 1; version <= LATEST; version++) {
            JsonNode found = released(version, type);
            latest = found == null ? latest : found;
        }
        JsonNode now = schema(type);
        assertThat(now)
                .as(
                        "add schemas/v%d/%s.json: %s",
                        LATEST + 1, type.wireName(), now.toPrettyString())
                .isEqualTo(latest);
    }

    @ParameterizedTest
    @EnumSource
    void eachTypeCanBeReadByThoseWhoKnowAnEarlierVersion(EventType type) throws IOException {
        for (int version = 1; version <= LATEST; version++) {
            JsonNode earlier = released(version, type);
            if (earlier != null) {
                assertThat(breaks(earlier, schema(type))).isEmpty();
            }
        }
    }

    @Test
    void onlyOptionalFieldsMayBeAdded() {
        JsonNode before = object(Map.of("a", "string", "b", "integer"), Set.of("a"));
        assertThat(
                        breaks(
                                before,
                                object(
                                        Map.of("a", "string", "b", "integer", "c", "string"),
                                        Set.of("a"))))
                .isEmpty();
        assertThat(breaks(before, object(Map.of("a", "string"), Set.of("a"))))
                .containsExactly("/b is gone");
        assertThat(breaks(before, object(Map.of("a", "integer", "b", "integer"), Set.of("a"))))
                .containsExactly("/a is another type");
        assertThat(breaks(before, object(Map.of("a", "string", "b", "integer"), Set.of())))
                .containsExactly("/a is optional now");
        assertThat(
                        breaks(
                                before,
                                object(
                                        Map.of("a", "string", "b", "integer", "c", "string"),
                                        Set.of("a", "c"))))
                .containsExactly("/c is required now");
    }

    private JsonNode schema(EventType type) {
        return schemas.of(type.wireName()).orElseThrow();
    }

    private static @Nullable JsonNode released(int version, EventType type) throws IOException {
        String name = "schemas/v%d/%s.json".formatted(version, type.wireName());
        try (InputStream file = EventSchemasTests.class.getResourceAsStream(name)) {
            return file == null ? null : JSON.readTree(file);
        }
    }

    private static JsonNode object(Map<String, String> types, Set<String> required) {
        var object = JSON.createObjectNode().put("type", "object");
        types.forEach(
                (name, type) -> object.withObject("/properties").putObject(name).put("type", type));
        required.forEach(name -> object.withArray("/required").add(name));
        return object;
    }

    private static Set<String> breaks(JsonNode earlier, JsonNode now) {
        Set<String> found = new TreeSet<>();
        compare("", earlier, now, found);
        return found;
    }

    private static void compare(String where, JsonNode earlier, JsonNode now, Set<String> found) {
        if (!earlier.path("type").equals(now.path("type"))
                || !earlier.path("format").equals(now.path("format"))) {
            found.add(where + " is another type");
        }
        for (String name : names(earlier)) {
            String field = where + "/" + name;
            if (!now.path("properties").has(name)) {
                found.add(field + " is gone");
            } else {
                compare(
                        field,
                        earlier.path("properties").path(name),
                        now.path("properties").path(name),
                        found);
                if (requires(earlier, name) && !requires(now, name)) {
                    found.add(field + " is optional now");
                }
            }
        }
        for (String name : names(now)) {
            if (requires(now, name) && !earlier.path("properties").has(name)) {
                found.add(where + "/" + name + " is required now");
            }
        }
    }

    private static Set<String> names(JsonNode schema) {
        return Set.copyOf(schema.path("properties").propertyNames());
    }

    private static boolean requires(JsonNode schema, String name) {
        return schema.path("required")
                .valueStream()
                .anyMatch(field -> field.asString().equals(name));
    }
}
