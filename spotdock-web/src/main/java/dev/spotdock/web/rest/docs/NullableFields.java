package dev.spotdock.web.rest.docs;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Documents which fields of our records may be null, and which are always there: a component that
 * is {@code @Nullable} may be null (or missing, where the record leaves nulls out), any other is
 * required. In a request, null is the same as missing; what is required there says so itself.
 */
@Component
class NullableFields implements ModelConverter {

    private static final String OURS = "dev.spotdock.web.";
    private static final String REQUEST = "Request";

    @Override
    public @Nullable Schema<?> resolve(
            AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
        Schema<?> resolved = chain.hasNext() ? chain.next().resolve(type, context, chain) : null;
        Class<?> record = Json.mapper().constructType(type.getType()).getRawClass();
        if (resolved != null && record.isRecord() && record.getName().startsWith(OURS)) {
            String reference = resolved.get$ref();
            String name =
                    reference == null
                            ? resolved.getName()
                            : reference.substring(reference.lastIndexOf('/') + 1);
            Schema<?> model = context.getDefinedModels().get(name);
            if (model != null && model.getProperties() != null) {
                Arrays.stream(record.getRecordComponents())
                        .filter(field -> model.getProperties().containsKey(field.getName()))
                        .forEach(field -> document(field, model, name.endsWith(REQUEST)));
            }
        }
        return resolved;
    }

    private static void document(RecordComponent field, Schema<?> model, boolean request) {
        boolean nullable = field.getAnnotatedType().isAnnotationPresent(Nullable.class);
        List<String> required = model.getRequired();
        boolean demanded = required != null && required.contains(field.getName());
        if (request ? !demanded : nullable && !leavesNullsOut(field)) {
            model.getProperties().compute(field.getName(), (_, schema) -> orNull(schema));
        } else if (!request && !nullable && !leavesEmptyOut(field) && !demanded) {
            model.addRequiredItem(field.getName());
        }
    }

    private static Schema<?> orNull(Schema<?> schema) {
        if (schema.getAnyOf() != null
                || (schema.getTypes() != null && schema.getTypes().contains("null"))) {
            return schema; // a record is resolved wherever it is used
        }
        if (schema.get$ref() == null && schema.getEnum() == null) {
            return schema.typesItem("null");
        }
        Schema<?> either =
                new JsonSchema()
                        .anyOf(List.of(schema, new JsonSchema().typesItem("null")))
                        .description(schema.getDescription());
        schema.setDescription(null);
        return either;
    }

    private static boolean leavesNullsOut(RecordComponent field) {
        JsonInclude include = field.getDeclaringRecord().getAnnotation(JsonInclude.class);
        return include != null && include.value() != JsonInclude.Include.ALWAYS;
    }

    private static boolean leavesEmptyOut(RecordComponent field) {
        JsonInclude include = field.getDeclaringRecord().getAnnotation(JsonInclude.class);
        return include != null
                && include.value() == JsonInclude.Include.NON_EMPTY
                && (List.class.isAssignableFrom(field.getType())
                        || Map.class.isAssignableFrom(field.getType()));
    }
}
