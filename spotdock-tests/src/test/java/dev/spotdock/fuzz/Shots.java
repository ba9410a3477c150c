package dev.spotdock.fuzz;

import static dev.spotdock.fuzz.BodyChanges.pick;

import dev.spotdock.fuzz.Wire.Header;
import dev.spotdock.fuzz.Wire.Sent;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Makes requests: what the number of a request is, its seed and number decide. */
final class Shots {

    /** One in so many is valid. */
    private static final int VALID_SHARE = 4;

    private static final List<String> BAD_IDS =
            List.of(
                    "x",
                    "0",
                    "-1",
                    "null",
                    "00000000-0000-0000-0000-000000000000",
                    "ffffffff-ffff-ffff-ffff-ffffffffffff",
                    "0190a000-0000-7000-8000-00000000000g",
                    "1-1-1-1-1",
                    "%00",
                    "%ff%fe",
                    "%",
                    "%zz",
                    "a%2fb",
                    "a%5cb",
                    "%2e%2e",
                    "%252e%252e%252f",
                    "a;b=c",
                    "%27%20or%201=1--",
                    "%e2%80%ae",
                    "{id}",
                    "x".repeat(3_000),
                    "a\"b",
                    "<x>",
                    "%0d%0aSet-Cookie:%20a=b");

    private static final List<String> BAD_VALUES =
            List.of(
                    "",
                    "0",
                    "-1",
                    "1",
                    "100",
                    "101",
                    "1e3",
                    "2147483648",
                    "99999999999999999999",
                    "NaN",
                    "null",
                    "true",
                    "maybe",
                    "%00",
                    "%ff",
                    "%zz",
                    "%",
                    "%ed%a0%80",
                    "a%2cb",
                    "RUNNING",
                    "running",
                    "default",
                    "2026-11-22T00:00:00Z",
                    "2026-11-22",
                    "%2B999999999-12-31T23:59:59Z",
                    "-999999999-01-01T00:00:00Z",
                    "2026-02-30T00:00:00Z",
                    "0.01",
                    "-0.01",
                    "1e-9",
                    "Ymlkczo",
                    "YmlkczphYmM",
                    "ZW50cmllczotMQ",
                    "%F0%9F%9A%80",
                    "%27;--",
                    "a".repeat(2_000),
                    "2026-11-22T00:00:00%2B26:00",
                    "ticks",
                    "cHJpY2VzOjk5OTk5OTk5OTk5OTk5OTk5OTk5");

    private final ApiDocument document;
    private final World world;
    private final long seed;

    Shots(ApiDocument document, World world, long seed) {
        this.document = document;
        this.world = world;
        this.seed = seed;
    }

    /** One request and what it is. */
    record Shot(long number, ApiOperation operation, Attack attack, Sent sent) {}

    /** The request of that number. */
    Shot shot(long number) {
        RandomGenerator random = new SplittableRandom(seed * 1_000_003 + number);
        ApiOperation operation = pick(document.operations(), random);
        List<Attack> fitting =
                Arrays.stream(Attack.values())
                        .filter(attack -> attack.fits(operation, world))
                        .toList();
        Attack attack = random.nextInt(VALID_SHARE) == 0 ? Attack.NONE : pick(fitting, random);
        return shot(number, operation, attack, random);
    }

    /** A valid request. */
    Shot valid(ApiOperation operation, long number) {
        return shot(number, operation, Attack.NONE, new SplittableRandom(number));
    }

    private Shot shot(long number, ApiOperation operation, Attack attack, RandomGenerator random) {
        @Nullable JsonNode body = body(operation, random);
        Sent valid =
                new Sent(
                        operation.method(),
                        path(operation, attack, random) + query(operation, attack, random),
                        headers(operation, body != null),
                        body == null ? null : BodyChanges.bytes(body));
        return new Shot(
                number, operation, attack, attack.on(valid, operation, body, document, random));
    }

    private List<Header> headers(ApiOperation operation, boolean hasBody) {
        List<Header> headers = new ArrayList<>();
        if (!world.isOpen(operation)) {
            headers.add(new Header("Authorization", "Bearer " + world.key(operation)));
        }
        if (hasBody) {
            headers.add(new Header("Content-Type", "application/json"));
        }
        if (operation.parameters("header").contains("If-Match")) {
            headers.add(new Header("If-Match", "*"));
        }
        return headers;
    }

    private @Nullable JsonNode body(ApiOperation operation, RandomGenerator random) {
        List<JsonNode> examples = operation.examples();
        return examples.isEmpty() ? null : world.fresh(operation, pick(examples, random));
    }

    private String path(ApiOperation operation, Attack attack, RandomGenerator random) {
        List<String> parameters = operation.parameters("path");
        String path = operation.path();
        int spoiled = parameters.isEmpty() ? -1 : random.nextInt(parameters.size());
        for (int i = 0; i < parameters.size(); i++) {
            String name = parameters.get(i);
            Attack here = i == spoiled ? attack : Attack.NONE;
            String value =
                    switch (here) {
                        case BAD_ID -> badId(random);
                        case OTHERS_ID -> pick(world.othersIds(), random);
                        default -> world.value(operation, name);
                    };
            path = path.replace("{" + name + "}", value);
        }
        return path;
    }

    private static String badId(RandomGenerator random) {
        return random.nextInt(4) == 0
                ? new UUID(random.nextLong(), random.nextLong()).toString()
                : pick(BAD_IDS, random);
    }

    private static String query(ApiOperation operation, Attack attack, RandomGenerator random) {
        List<String> parameters = operation.parameters("query");
        if (attack == Attack.QUERY) {
            StringBuilder query = new StringBuilder("?");
            for (int i = random.nextInt(3); i >= 0; i--) {
                query.append(random.nextInt(8) == 0 ? "unknown" : pick(parameters, random));
                query.append(random.nextInt(12) == 0 ? "" : "=" + pick(BAD_VALUES, random));
                query.append(i == 0 ? "" : "&");
            }
            return query.toString();
        }
        if (parameters.contains("limit") && random.nextBoolean()) {
            return "?limit=" + random.nextInt(1, 101);
        }
        String name = parameters.isEmpty() ? "" : pick(parameters, random);
        List<String> values = name.isEmpty() ? List.of() : operation.values(name);
        return values.isEmpty()
                ? ""
                : "?"
                        + name
                        + "="
                        + URLEncoder.encode(pick(values, random), StandardCharsets.UTF_8);
    }
}
