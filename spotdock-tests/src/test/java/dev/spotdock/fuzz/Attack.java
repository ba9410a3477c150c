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
    WRONG_TYPE(Where.BODY, 400),
    BOUNDARY(Where.BODY),
    MISSING_FIELD(Where.BODY),
    UNKNOWN_FIELD(Where.BODY, 400),
    DUPLICATE_KEY(Where.BODY, 400),
    NESTED_BODY(Where.BODY, 400),
    HUGE_BODY(Where.BODY, 413),
    BROKEN_JSON(Where.BODY, 400),
    INVALID_UTF8(Where.BODY, 400),
    CONTENT_TYPE(Where.BODY, 415),
    BAD_ID(Where.PATH, 400, 404),
    OTHERS_ID(Where.PATH, 404),
    QUERY(Where.QUERY),
    NO_CREDENTIAL(Where.CLOSED, 401),
    BAD_CREDENTIAL(Where.ANY, 401),
    ODD_HEADER(Where.ANY),
    METHOD(Where.METHOD, 400, 403, 404, 405);

    /** Which operations it can be done to. */
    enum Where {
        ANY,
        BODY,
        PATH,
        QUERY,
        CLOSED,
        METHOD
    }

    private final Where where;
    private final Set<Integer> statuses;

    Attack(Where where, Integer... statuses) {
        this.where = where;
        this.statuses = Set.of(statuses);
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
            case METHOD -> true;
        };
    }

    /** The statuses of which one must come; empty: any that is documented. */
    Set<Integer> statuses() {
        return statuses;
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
