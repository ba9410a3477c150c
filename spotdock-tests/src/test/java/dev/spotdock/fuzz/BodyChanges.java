package dev.spotdock.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Spoils JSON bodies. Values that no JSON library writes are marked and put in as text. */
final class BodyChanges {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String RAW = "@raw@";

    private static final List<String> NUMBERS =
            List.of(
                    "0",
                    "-0",
                    "-1",
                    "1",
                    "64",
                    "65",
                    "2147483647",
                    "2147483648",
                    "-2147483649",
                    "9223372036854775807",
                    "9223372036854775808",
                    "1e400",
                    "1e-400",
                    "1E999999999",
                    "0.1",
                    "0.999999999999999999",
                    "1.0",
                    "NaN",
                    "1" + "0".repeat(900));

    private static final List<String> TEXTS =
            List.of(
                    "",
                    " ",
                    "0",
                    "-1",
                    "0.0000001",
                    "1000001",
                    "9223372036854775807",
                    "1e9",
                    "NaN",
                    "0x10",
                    "1,5",
                    "\\u0000",
                    "\\ud800",
                    "\\u202e\\ufeff",
                    "\\ud83d\\ude80",
                    "%00",
                    "../../etc/passwd",
                    "'; drop table auctions.bid; --",
                    "${jndi:ldap://x}",
                    "<script>alert(1)</script>",
                    "{{7*7}}",
                    "PT0S",
                    "-PT1S",
                    "P9999999999D",
                    "PT",
                    "PT0.0000001S",
                    "PT999999999999999999H",
                    "1024",
                    "1025",
                    "0.5m",
                    "1Ki",
                    "16Ti",
                    "16384Pi",
                    "default ",
                    "DEFAULT",
                    "requeue",
                    "second",
                    "year",
                    "EUR",
                    "a".repeat(600),
                    "\\u00e9".repeat(20_000),
                    "=1+1",
                    "busybox:1.37\\n");

    private BodyChanges() {}

    static byte[] bytes(JsonNode body) {
        return JSON.writeValueAsString(body)
                .replaceAll("\"" + RAW + "(.*?)" + RAW + "\"", "$1")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** A value of another type somewhere; null is none: it means missing. */
    static JsonNode wrongType(JsonNode body, RandomGenerator random) {
        List<JsonPointer> places = places(body, false);
        JsonPointer place = pick(places, random);
        List<String> others =
                switch (body.at(place).getNodeType()) {
                    case STRING -> List.of("1", "true", "[]", "{}", "-0.0", "[\"x\"]");
                    case NUMBER, BOOLEAN -> List.of("\"1\"", "[]", "{}", "[1]", "\"\"");
                    case ARRAY -> List.of("\"x\"", "1", "{}", "[[]]", "[null]", "[1]");
                    default -> List.of("\"x\"", "1", "[]", "true", "[{}]");
                };
        return replaced(body, place, pick(others, random));
    }

    /** A value at the edge of what is allowed, or beyond it, in place of another. */
    static JsonNode boundary(JsonNode body, JsonNode schema, RandomGenerator random) {
        List<JsonPointer> leaves = places(body, true);
        String raw =
                random.nextInt(3) == 0 ? pick(NUMBERS, random) : "\"" + pick(TEXTS, random) + "\"";
        List<String> known = new ArrayList<>(schema.path("properties").propertyNames());
        if (body.isObject() && !known.isEmpty() && (leaves.isEmpty() || random.nextInt(3) == 0)) {
            return replaced(body, JsonPointer.empty().appendProperty(pick(known, random)), raw);
        }
        return leaves.isEmpty() ? body : replaced(body, pick(leaves, random), raw);
    }

    static JsonNode without(JsonNode body, RandomGenerator random) {
        JsonPointer place = pick(places(body, false), random);
        JsonNode copy = body.deepCopy();
        if (copy.at(place.head() == null ? place : place.head()) instanceof ObjectNode parent
                && place.last() != null) {
            parent.remove(place.last().getMatchingProperty());
        }
        return copy;
    }

    /** One more field, which nobody knows. */
    static JsonNode unknownField(JsonNode body, RandomGenerator random) {
        List<JsonPointer> objects =
                places(body, false).stream().filter(p -> body.at(p).isObject()).toList();
        JsonNode copy = body.deepCopy();
        JsonPointer place = pick(objects, random);
        List<String> names =
                List.of("accountId", "owner", "admin", "__proto__", "x".repeat(300), "", "$ref");
        ((ObjectNode) copy.at(place)).put(pick(names, random), "x");
        return copy;
    }

    /** The first field of the body twice. */
    static byte[] duplicateKey(JsonNode body) {
        String text = new String(bytes(body), StandardCharsets.UTF_8);
        String name = body.propertyNames().iterator().next();
        return ("{\"" + name + "\":null," + text.substring(1)).getBytes(StandardCharsets.UTF_8);
    }

    /** Thousands of levels, as a field or in place of the body. */
    static byte[] nested(JsonNode body, RandomGenerator random) {
        int depth = random.nextInt(1_100, 8_000);
        boolean closed = random.nextBoolean();
        String deep =
                random.nextBoolean()
                        ? "[".repeat(depth) + (closed ? "]".repeat(depth) : "")
                        : "{\"a\":".repeat(depth) + (closed ? "1" + "}".repeat(depth) : "");
        String text = new String(bytes(body), StandardCharsets.UTF_8);
        return (random.nextBoolean() ? deep : "{\"deep\":" + deep + "," + text.substring(1))
                .getBytes(StandardCharsets.UTF_8);
    }

    /** More than 64 KiB, of space or of text. */
    static byte[] huge(JsonNode body, RandomGenerator random) {
        String text = new String(bytes(body), StandardCharsets.UTF_8);
        int more = random.nextInt(66_000, 400_000);
        return (random.nextBoolean()
                        ? text + " ".repeat(more)
                        : "{\"huge\":\"" + "x".repeat(more) + "\"}")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** No JSON at all. */
    static byte[] broken(JsonNode body, RandomGenerator random) {
        String text = new String(bytes(body), StandardCharsets.UTF_8);
        String bad =
                switch (random.nextInt(6)) {
                    case 0 -> text.substring(0, random.nextInt(text.length()));
                    case 1 -> text + pick(List.of("x", "{}", "]", "\u0000"), random);
                    case 2 -> text.replace('"', '\'');
                    case 3 -> "/* */" + text;
                    case 4 -> pick(List.of("null", "[]", "\"\"", "1", "true", "nul", "{"), random);
                    default -> text.replaceFirst("\\{", "{,");
                };
        return bad.getBytes(StandardCharsets.UTF_8);
    }

    /** Bytes that are no UTF-8 within the first string; or other encodings of Unicode. */
    static byte[] invalidUtf8(JsonNode body, RandomGenerator random) {
        byte[] good = bytes(body);
        String text = new String(good, StandardCharsets.UTF_8);
        if (random.nextInt(5) == 0) {
            return text.getBytes(
                    random.nextBoolean() ? StandardCharsets.UTF_16 : StandardCharsets.UTF_16LE);
        }
        byte[] bad =
                pick(
                        List.of(
                                new byte[] {(byte) 0xff},
                                new byte[] {(byte) 0xc3, 0x28},
                                new byte[] {(byte) 0xc0, (byte) 0xaf},
                                new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80},
                                new byte[] {(byte) 0xf8, (byte) 0x88, (byte) 0x80, (byte) 0x80},
                                new byte[] {(byte) 0xe2, (byte) 0x82}),
                        random);
        int at = text.lastIndexOf('"');
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(good, 0, at);
        out.writeBytes(bad);
        out.write(good, at, good.length - at);
        return out.toByteArray();
    }

    private static JsonNode replaced(JsonNode body, JsonPointer place, String raw) {
        JsonNode marked = JSON.getNodeFactory().stringNode(RAW + raw + RAW);
        if (place.matches()) {
            return marked;
        }
        JsonNode copy = body.deepCopy();
        JsonPointer last = place.last();
        switch (copy.at(place.head())) {
            case ObjectNode object -> object.set(last.getMatchingProperty(), marked);
            case ArrayNode array -> array.set(last.getMatchingIndex(), marked);
            default -> throw new IllegalStateException("no place: " + place);
        }
        return copy;
    }

    /** Everything within, or only what has no inside. */
    private static List<JsonPointer> places(JsonNode body, boolean leaves) {
        List<JsonPointer> found = new ArrayList<>();
        collect(body, JsonPointer.empty(), leaves, found);
        return found;
    }

    private static void collect(
            JsonNode node, JsonPointer at, boolean leaves, List<JsonPointer> found) {
        if (!leaves || !node.isContainer()) {
            found.add(at);
        }
        if (node.isObject()) {
            node.properties()
                    .forEach(field ->
                            collect(
                                    field.getValue(),
                                    at.appendProperty(field.getKey()),
                                    leaves,
                                    found));
        }
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            collect(node.get(i), at.appendIndex(i), leaves, found);
        }
    }

    static <T> T pick(List<T> from, RandomGenerator random) {
        return from.get(random.nextInt(from.size()));
    }
}
