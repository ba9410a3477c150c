package dev.spotdock.web.rest;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads the fields of one JSON object; a wrong type is noted and read as missing, {@code null} is
 * missing too. After all known fields were read, {@link #refuseOthers} notes the rest.
 */
public final class Fields {

    private final String pointer;
    private final JsonNode object;
    private final InputErrors errors;
    private final Set<String> known = new HashSet<>();

    private Fields(String pointer, JsonNode object, InputErrors errors) {
        this.pointer = pointer;
        this.object = object;
        this.errors = errors;
    }

    /** The body's fields; one that is no object is noted and has none. */
    public static Fields of(JsonBody body, InputErrors errors) {
        if (!body.node().isObject()) {
            errors.add("", "must be an object");
        }
        return new Fields("", body.node(), errors);
    }

    private String pointer(String name) {
        return pointer(pointer, name);
    }

    /** A JSON pointer to a field of the object that {@code parent} points to. */
    public static String pointer(String parent, String name) {
        return parent + "/" + name.replace("~", "~0").replace("/", "~1");
    }

    private @Nullable JsonNode value(String name) {
        known.add(name);
        JsonNode value = object.isObject() ? object.get(name) : null;
        return value == null || value.isNull() ? null : value;
    }

    /** Notes the field as missing unless it has a value. */
    public Fields require(String name) {
        if (object.isObject() && value(name) == null) {
            errors.add(pointer(name), "is required");
        }
        return this;
    }

    /** Notes each of these fields that has a value. */
    public void refuse(List<String> names, String message) {
        for (String name : names) {
            if (value(name) != null) {
                errors.add(pointer(name), message);
            }
        }
    }

    public @Nullable String text(String name) {
        JsonNode value = value(name);
        return value == null ? null : text(pointer(name), value);
    }

    private @Nullable String text(String where, JsonNode value) {
        if (!value.isString()) {
            errors.add(where, "must be a string");
            return null;
        }
        String text = value.stringValue();
        if (!isStorable(text)) {
            errors.add(where, "must be valid Unicode without the character U+0000");
            return null;
        }
        return text;
    }

    /** PostgreSQL stores no U+0000, and UTF-8 has no form for half a surrogate pair. */
    public static boolean isStorable(String text) {
        return text.codePoints()
                .noneMatch(c ->
                        c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE));
    }

    /** A whole number that fits 32 bits. */
    public @Nullable Integer integer(String name) {
        JsonNode value = value(name);
        if (value == null) {
            return null;
        }
        if (!value.isIntegralNumber() || !value.canConvertToInt()) {
            errors.add(pointer(name), "must be a whole number");
            return null;
        }
        return value.intValue();
    }

    /** {@code true} or {@code false}. */
    public @Nullable Boolean flag(String name) {
        JsonNode value = value(name);
        if (value == null) {
            return null;
        }
        if (!value.isBoolean()) {
            errors.add(pointer(name), "must be true or false");
            return null;
        }
        return value.booleanValue();
    }

    public @Nullable BigDecimal decimal(String name) {
        JsonNode value = value(name);
        if (value == null) {
            return null;
        }
        if (!value.isNumber()) {
            errors.add(pointer(name), "must be a number");
            return null;
        }
        return value.decimalValue();
    }

    /** The fields of an object within this one. */
    public @Nullable Fields object(String name) {
        JsonNode value = value(name);
        if (value == null) {
            return null;
        }
        if (!value.isObject()) {
            errors.add(pointer(name), "must be an object");
            return null;
        }
        return new Fields(pointer(name), value, errors);
    }

    /** An array of strings; elements that are none are noted and left out. */
    public @Nullable List<String> texts(String name) {
        JsonNode value = value(name);
        if (value == null) {
            return null;
        }
        if (!value.isArray()) {
            errors.add(pointer(name), "must be an array of strings");
            return null;
        }
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < value.size(); i++) {
            String text = text(pointer(name) + "/" + i, value.get(i));
            if (text != null) {
                texts.add(text);
            }
        }
        return texts;
    }

    /** An object whose values are strings; others are noted and left out. */
    public @Nullable Map<String, String> textsByName(String name) {
        Fields fields = object(name);
        if (fields == null) {
            return null;
        }
        Map<String, String> texts = new LinkedHashMap<>();
        fields.object
                .properties()
                .forEach(entry -> {
                    String text = text(fields.pointer(entry.getKey()), entry.getValue());
                    if (text != null) {
                        texts.put(entry.getKey(), text);
                    }
                });
        return texts;
    }

    /** Notes every field that nobody has read. */
    public void refuseOthers() {
        if (object.isObject()) {
            object.properties()
                    .forEach(entry -> {
                        if (!known.contains(entry.getKey())) {
                            errors.add(pointer(entry.getKey()), "is not known");
                        }
                    });
        }
    }
}
