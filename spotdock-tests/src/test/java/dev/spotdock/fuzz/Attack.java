package dev.spotdock.fuzz;

import static dev.spotdock.fuzz.BodyChanges.pick;

import dev.spotdock.fuzz.Wire.Header;
import dev.spotdock.fuzz.Wire.Sent;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What is done to a valid request, and what must come of it. */
enum Attack {
    NONE(Where.ANY),
    WRONG_TYPE(Where.BODY),
    BOUNDARY(Where.BODY),
    MISSING_FIELD(Where.BODY),
    UNKNOWN_FIELD(Where.BODY),
    DUPLICATE_KEY(Where.BODY),
    NESTED_BODY(Where.BODY),
    HUGE_BODY(Where.BODY),
    BROKEN_JSON(Where.BODY),
    INVALID_UTF8(Where.BODY),
    CONTENT_TYPE(Where.BODY),
    BAD_ID(Where.PATH),
    OTHERS_ID(Where.PATH),
    QUERY(Where.QUERY),
    NO_CREDENTIAL(Where.CLOSED),
    BAD_CREDENTIAL(Where.ANY),
    ODD_HEADER(Where.ANY),
    METHOD(Where.ANY);

    /** Which operations it can be done to. */
    enum Where {
        ANY,
        BODY,
        PATH,
        QUERY,
        CLOSED
    }

    private final Where where;

    Attack(Where where) {
        this.where = where;
    }

    boolean fits(ApiOperation operation, World world) {
        boolean open = world.isOpen(operation);
        return switch (where) {
            case ANY -> true;
            case BODY -> operation.hasBody();
            // Whatever id it is, an operator may see it.
            case PATH ->
                    !operation.parameters("path").isEmpty()
                            && (this != OTHERS_ID || !world.isOperatorsOnly(operation));
            case QUERY -> !operation.parameters("query").isEmpty();
            case CLOSED -> !open;
        };
    }

    /** The statuses of which one must come; empty: any that is documented. */
    Set<Integer> statuses() {
        return switch (this) {
            case NONE, BOUNDARY, MISSING_FIELD, QUERY, ODD_HEADER -> Set.of();
            case WRONG_TYPE, UNKNOWN_FIELD, DUPLICATE_KEY, NESTED_BODY, BROKEN_JSON, INVALID_UTF8 ->
                    Set.of(400);
            case HUGE_BODY -> Set.of(413);
            case CONTENT_TYPE -> Set.of(415);
            case BAD_ID -> Set.of(400, 404);
            case OTHERS_ID -> Set.of(404);
            case NO_CREDENTIAL, BAD_CREDENTIAL -> Set.of(401);
            case METHOD -> Set.of(400, 403, 404, 405);
        };
    }

    /** Whether the request is still one of the operation's. */
    boolean staysInPlace() {
        return this != BAD_ID && this != METHOD;
    }

    /**
     * Spoils what is sent.
     *
     * @param body of the valid request; null if it has none
     */
    Sent on(
            Sent sent,
            ApiOperation operation,
            @Nullable JsonNode body,
            ApiDocument document,
            RandomGenerator random) {
        return switch (this) {
            case NONE, OTHERS_ID, BAD_ID, QUERY -> sent; // made with the address
            case NO_CREDENTIAL -> sent.without("Authorization");
            case BAD_CREDENTIAL -> badCredential(sent, random);
            case ODD_HEADER -> oddHeader(sent, random);
            case METHOD -> sent.method(otherMethod(document.methods(operation.path()), random));
            case CONTENT_TYPE -> otherType(sent, random);
            default ->
                    body == null
                            ? sent
                            : sent.body(
                                    spoiled(
                                            body,
                                            document.resolved(operation.bodySchema()),
                                            random));
        };
    }

    private byte[] spoiled(JsonNode body, JsonNode schema, RandomGenerator random) {
        return switch (this) {
            case WRONG_TYPE -> BodyChanges.bytes(BodyChanges.wrongType(body, random));
            case BOUNDARY -> BodyChanges.bytes(BodyChanges.boundary(body, schema, random));
            case MISSING_FIELD -> BodyChanges.bytes(BodyChanges.without(body, random));
            case UNKNOWN_FIELD -> BodyChanges.bytes(BodyChanges.unknownField(body, random));
            case DUPLICATE_KEY -> BodyChanges.duplicateKey(body);
            case NESTED_BODY -> BodyChanges.nested(body, random);
            case HUGE_BODY -> BodyChanges.huge(body, random);
            case BROKEN_JSON -> BodyChanges.broken(body, random);
            case INVALID_UTF8 -> BodyChanges.invalidUtf8(body, random);
            default -> throw new IllegalStateException(this + " is none of the body");
        };
    }

    private static Sent badCredential(Sent sent, RandomGenerator random) {
        String key =
                sent.headers().stream()
                        .filter(h -> h.name().equals("Authorization"))
                        .map(Header::value)
                        .findFirst()
                        .orElse("Bearer x");
        Sent bare = sent.without("Authorization");
        return switch (random.nextInt(10)) {
            case 0 -> bare.with("Authorization", key + "x");
            case 1 -> bare.with("Authorization", key.substring(0, key.length() - 1));
            case 2 -> bare.with("Authorization", "Basic b3BlcmF0b3I6b3BlcmF0b3I=");
            case 3 -> bare.with("Authorization", "Bearer");
            case 4 -> bare.with("Authorization", "Bearer " + "k".repeat(5_000));
            case 5 -> bare.with("X-API-Key", "sdk_000000000000_" + "A".repeat(43));
            case 6 -> sent.with("X-API-Key", "another-key-than-the-one-in-authorization");
            case 7 -> bare.with("Authorization", "Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.");
            case 8 -> bare.with("Authorization", "Bearer schlüssel");
            default -> bare.with("X-API-Key", key);
        };
    }

    private static Sent oddHeader(Sent sent, RandomGenerator random) {
        List<Header> odd =
                List.of(
                        new Header("If-Match", "no tag"),
                        new Header("If-Match", "W/\"1\", \"999999999999999999\""),
                        new Header("If-Match", "\"".repeat(3)),
                        new Header("If-None-Match", "*"),
                        new Header("If-None-Match", "garbage"),
                        new Header("If-Modified-Since", "yesterday"),
                        new Header("If-Unmodified-Since", "Thu, 01 Jan 1970 00:00:00 GMT"),
                        new Header("Idempotency-Key", "k".repeat(256)),
                        new Header("Idempotency-Key", ""),
                        new Header("Idempotency-Key", "schlüssel"),
                        new Header("Idempotency-Key", "always-the-same"),
                        new Header("Accept", "image/png"),
                        new Header("Accept", "garbage"),
                        new Header("Accept", "application/json;q=0"),
                        new Header("Accept", "text/csv, application/pdf;q=0.5"),
                        new Header("Accept", "*/*;".repeat(200)),
                        new Header("Accept-Charset", "utf-7"),
                        new Header("Accept-Encoding", "br;q=1.0, identity;q=0"),
                        new Header("Accept-Language", "xx-".repeat(50)),
                        new Header("Content-Encoding", "gzip"),
                        new Header("Range", "bytes=99999999999999999999-"),
                        new Header("X-HTTP-Method-Override", "DELETE"),
                        new Header("X-Forwarded-For", "999.999.999.999, ::::"),
                        new Header("X-Forwarded-Host", "evil.example"),
                        new Header("Forwarded", "for=;;;\"\\"),
                        new Header("Origin", "https://evil.example"),
                        new Header("Cookie", "JSESSIONID=1; a=b; =;;"),
                        new Header("traceparent", "00-zz-zz-zz"),
                        new Header("Last-Event-ID", "-1"),
                        new Header("X-Odd", "\u0001\u007f"));
        Header header = pick(odd, random);
        return sent.without(header.name()).with(header.name(), header.value());
    }

    private static String otherMethod(Set<String> documented, RandomGenerator random) {
        List<String> others =
                List.of("PUT", "PATCH", "DELETE", "POST", "GET", "TRACE", "FOO", "get", "PROPFIND");
        return pick(others.stream().filter(m -> !documented.contains(m)).toList(), random);
    }

    private static Sent otherType(Sent sent, RandomGenerator random) {
        List<String> types =
                List.of(
                        "text/plain",
                        "application/xml",
                        "application/x-www-form-urlencoded",
                        "multipart/form-data; boundary=x",
                        "application/octet-stream",
                        "application/yaml",
                        "text/json",
                        "garbage");
        Sent bare = sent.without("Content-Type");
        return random.nextInt(8) == 0 ? bare : bare.with("Content-Type", pick(types, random));
    }
}
