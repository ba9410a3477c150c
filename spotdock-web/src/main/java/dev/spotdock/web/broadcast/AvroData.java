package dev.spotdock.web.broadcast;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** JSON read by a schema of {@link AvroSchemas}. What the schema does not name is left out. */
final class AvroData {

    private AvroData() {}

    /**
     * An object's fields.
     *
     * @throws IllegalArgumentException if one is missing that has to be there, or is another kind
     * @throws tools.jackson.core.JacksonException if one is another kind
     */
    static GenericRecord record(Schema schema, JsonNode object) {
        GenericRecord record = new GenericData.Record(schema);
        for (Schema.Field field : schema.getFields()) {
            record.put(field.pos(), value(field.schema(), object.path(field.name())));
        }
        return record;
    }

    private static @Nullable Object value(Schema schema, JsonNode found) {
        return switch (schema.getType()) {
            case UNION ->
                    found.isMissingNode() || found.isNull()
                            ? null
                            : value(schema.getTypes().getLast(), found);
            case RECORD -> record(schema, found);
            case ARRAY ->
                    found.valueStream().map(each -> value(schema.getElementType(), each)).toList();
            case LONG -> schema.getLogicalType() == null ? found.longValue() : micros(found);
            case DOUBLE -> found.doubleValue();
            case BOOLEAN -> found.booleanValue();
            case STRING -> found.stringValue();
            default -> throw new IllegalArgumentException("no value for " + schema);
        };
    }

    private static long micros(JsonNode time) {
        try {
            return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(time.stringValue()));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
