package dev.spotdock.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An account's view of SpotDock over HTTP. Stateless; used by many threads. */
public final class SpotDockClient {

    /** How long a test waits for a status before it says what it saw. */
    public static final Duration PATIENCE = Duration.ofSeconds(45);

    private static final List<String> FINAL =
            List.of("COMPLETED", "EVICTED", "EXPIRED", "FAILED", "CANCELLED");
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient HTTP =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(2))
                    .build();
    private static final AtomicLong OPERATIONS = new AtomicLong();

    private final URI base;
    private final String key;

    public SpotDockClient(URI base, String key) {
        this.base = base;
        this.key = key;
    }

    /** Somebody without a credential. */
    public static SpotDockClient nobody(URI base) {
        return new SpotDockClient(base, "");
    }

    /**
     * What came back.
     *
     * @param body an empty object where it was no JSON
     */
    public record Answer(int status, JsonNode body, String text) {}

    public String key() {
        return key;
    }

    public Answer get(String path) {
        return send("GET", path, null, null);
    }

    /** Rows of a table, each a column's value by its name; no value has a comma. */
    public List<Map<String, String>> table(String path) {
        Answer answer = send(request("GET", path, null).header("Accept", "text/csv"));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        List<String> lines = answer.text().lines().toList();
        List<String> names = Arrays.asList(lines.getFirst().split(",", -1));
        return lines.stream().skip(1).map(line -> row(names, line)).toList();
    }

    private static Map<String, String> row(List<String> names, String line) {
        String[] values = line.split(",", -1);
        assertThat(values).hasSameSizeAs(names);
        Map<String, String> row = new LinkedHashMap<>();
        for (int i = 0; i < values.length; i++) {
            row.put(names.get(i), values[i]);
        }
        return row;
    }

    public Answer delete(String path) {
        return send("DELETE", path, null, null);
    }

    /** Changes the version of a resource that has this ETag. */
    public Answer patch(String path, Object body, String eTag) {
        return send(request("PATCH", path, body).header("If-Match", eTag));
    }

    public Answer post(String path, Object body) {
        return post(path, body, newOperation());
    }

    public Answer post(String path, Object body, String idempotencyKey) {
        return send("POST", path, body, idempotencyKey);
    }

    /** A key under which one POST can be repeated. */
    public static String newOperation() {
        return "test-" + ProcessHandle.current().pid() + "-" + OPERATIONS.incrementAndGet();
    }

    /** Submits; the bid was accepted when this returns. */
    public String submit(BidForm form) {
        Answer answer = post("/api/v1/bids", form.json());
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer.body().path("id").asString();
    }

    public JsonNode bid(String id) {
        Answer answer = get("/api/v1/bids/" + id);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.body();
    }

    /** Waits until the bid has one of the statuses; fails at once if it ended in another. */
    public JsonNode await(String id, String... statuses) {
        List<String> wanted = Arrays.asList(statuses);
        JsonNode bid = awaitBid(id, b -> wanted.contains(status(b)) || FINAL.contains(status(b)));
        assertThat(status(bid)).as("status of %s", bid).isIn(wanted);
        return bid;
    }

    public JsonNode awaitFinal(String id) {
        return awaitBid(id, b -> FINAL.contains(status(b)));
    }

    /** Waits until the bid has its notice, and yields that. */
    public JsonNode awaitNotice(String id) {
        return awaitBid(id, bid -> !bid.path("eviction").isNull()).path("eviction");
    }

    private JsonNode awaitBid(String id, Predicate<JsonNode> arrived) {
        return Awaitility.await("bid " + id)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> bid(id), arrived);
    }

    public static String status(JsonNode bid) {
        return bid.path("status").asString();
    }

    public static String reason(JsonNode bid) {
        return bid.path("reason").path("code").asString();
    }

    /** Micro-units of {@code {"amount": "0.05", ...}}. */
    public static long micros(JsonNode money) {
        return new java.math.BigDecimal(money.path("amount").asString())
                .movePointRight(6)
                .longValueExact();
    }

    public JsonNode wallet() {
        return get("/api/v1/wallet").body();
    }

    public String accountId() {
        return get("/api/v1/me").body().path("id").asString();
    }

    private Answer send(
            String method, String path, @Nullable Object body, @Nullable String idempotencyKey) {
        HttpRequest.Builder request = request(method, path, body);
        if (idempotencyKey != null) {
            request.header("Idempotency-Key", idempotencyKey);
        }
        return send(request);
    }

    private HttpRequest.Builder request(String method, String path, @Nullable Object body) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(base.resolve(path)).timeout(Duration.ofSeconds(20));
        if (!key.isEmpty()) {
            request.header("Authorization", "Bearer " + key);
        }
        if (body == null) {
            request.method(method, BodyPublishers.noBody());
        } else {
            request.header("Content-Type", "application/json")
                    .method(method, BodyPublishers.ofString(text(body)));
        }
        return request;
    }

    private static Answer send(HttpRequest.Builder request) {
        try {
            return answer(HTTP.send(request.build(), BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String text(Object body) {
        return body instanceof String text ? text : JSON.writeValueAsString(body);
    }

    private static Answer answer(HttpResponse<String> response) {
        boolean json =
                response.headers().firstValue("Content-Type").orElse("").contains("json")
                        && !response.body().isEmpty();
        JsonNode body = json ? JSON.readTree(response.body()) : JSON.createObjectNode();
        return new Answer(response.statusCode(), body, response.body());
    }
}
