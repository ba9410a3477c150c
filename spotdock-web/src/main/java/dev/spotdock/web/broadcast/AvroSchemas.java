package dev.spotdock.web.broadcast;

import static java.util.stream.Collectors.toUnmodifiableMap;

import dev.spotdock.web.feed.EventSchemas;
import dev.spotdock.web.feed.EventType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.springframework.util.StringUtils;
import tools.jackson.databind.JsonNode;

/**
 * What the {@code data} of each type of event looks like in Avro, made of its JSON Schema: a record
 * of the type's name, {@code bid.at-risk} as {@code dev.spotdock.events.BidAtRisk}. Optional fields
 * are unions with null, and null by default: so readers and writers may have different versions.
 */
final class AvroSchemas {

    private static final String NAMESPACE = "dev.spotdock.events";

    private final Map<String, Schema> byType;

    AvroSchemas(EventSchemas schemas) {
        this.byType =
                RelayTopic.allTypes().stream()
                        .map(EventType::wireName)
                        .collect(
                                toUnmodifiableMap(
                                        type -> type,
                                        type -> of(type, schemas.of(type).orElseThrow())));
    }

    /** The schema of a type that is told. */
    Schema of(String type) {
        return Objects.requireNonNull(byType.get(type));
    }

    /**
     * Translates one.
     *
     * @throws IllegalArgumentException if something in it has no counterpart
     */
    static Schema of(String type, JsonNode jsonSchema) {
        String name =
                Stream.of(type.split("[.-]"))
                        .map(StringUtils::capitalize)
                        .collect(Collectors.joining());
        return schema(name, jsonSchema);
    }

    private static Schema schema(String name, JsonNode json) {
        return switch (json.path("type").asString("")) {
            case "object" -> record(name, json);
            case "array" -> Schema.createArray(schema(name + "Item", json.path("items")));
            case "string" -> text(json.path("format").asString(""));
            case "integer" -> Schema.create(Schema.Type.LONG);
            case "number" -> Schema.create(Schema.Type.DOUBLE);
            case "boolean" -> Schema.create(Schema.Type.BOOLEAN);
            default -> throw new IllegalArgumentException("no Avro for " + name + ": " + json);
        };
    }

    private static Schema text(String format) {
        return switch (format) {
            case "uuid" -> LogicalTypes.uuid().addToSchema(Schema.create(Schema.Type.STRING));
            case "date-time" ->
                    LogicalTypes.timestampMicros().addToSchema(Schema.create(Schema.Type.LONG));
            default -> Schema.create(Schema.Type.STRING);
        };
    }

    private static Schema record(String name, JsonNode json) {
        Set<String> required =
                json.path("required")
                        .valueStream()
                        .map(JsonNode::asString)
                        .collect(Collectors.toSet());
        List<Schema.Field> fields = new ArrayList<>();
        json.path("properties")
                .forEachEntry((field, found) -> {
                    Schema type = schema(name + StringUtils.capitalize(field), found);
                    fields.add(
                            required.contains(field)
                                    ? new Schema.Field(field, type)
                                    : optional(field, type));
                });
        return Schema.createRecord(name, null, NAMESPACE, false, fields);
    }

    private static Schema.Field optional(String field, Schema type) {
        return new Schema.Field(
                field,
                Schema.createUnion(Schema.create(Schema.Type.NULL), type),
                null,
                Schema.Field.NULL_DEFAULT_VALUE);
    }
}
