package dev.spotdock.web.feed;

import static java.util.stream.Collectors.toUnmodifiableMap;

import com.github.victools.jsonschema.generator.FieldScope;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the {@code data} of each type of event looks like, as JSON Schemas 2020-12, generated from
 * its record. Whatever may be null in there is optional here. Fields that a schema does not name
 * are allowed: later versions may add some.
 */
@Component
public class EventSchemas {

    private final Map<String, ObjectNode> byType;

    EventSchemas() {
        SchemaGenerator generator = generator();
        this.byType =
                Arrays.stream(EventType.values())
                        .collect(
                                toUnmodifiableMap(
                                        EventType::wireName, type -> schema(generator, type)));
    }

    /** The schema of a type, by its name on the wire. */
    public Optional<ObjectNode> of(String type) {
        return Optional.ofNullable(byType.get(type)).map(ObjectNode::deepCopy);
    }

    private static SchemaGenerator generator() {
        SchemaGeneratorConfigBuilder config =
                new SchemaGeneratorConfigBuilder(
                                SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON)
                        .with(
                                Option.ADDITIONAL_FIXED_TYPES,
                                Option.STANDARD_FORMATS,
                                Option.INLINE_ALL_SCHEMAS);
        config.forFields().withRequiredCheck(EventSchemas::isAlwaysThere);
        return new SchemaGenerator(config.build());
    }

    private static boolean isAlwaysThere(FieldScope field) {
        return !field.getRawMember().getAnnotatedType().isAnnotationPresent(Nullable.class);
    }

    private static ObjectNode schema(SchemaGenerator generator, EventType type) {
        ObjectNode schema = generator.generateSchema(type.data());
        schema.put("title", type.wireName());
        return schema;
    }
}
