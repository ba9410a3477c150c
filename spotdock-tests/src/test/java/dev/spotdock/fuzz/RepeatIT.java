package dev.spotdock.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.fuzz.Wire.Answer;
import dev.spotdock.fuzz.Wire.Sent;
import dev.spotdock.harness.BidForm;
import dev.spotdock.harness.SpotDockApp;
import dev.spotdock.harness.SpotDockClient;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Requests that are sent again under their {@code Idempotency-Key}, at every POST there is. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RepeatIT {

    /** Fields that only the first answer shows. */
    private static final List<String> SECRETS = List.of("secret", "token");

    /** For lots that have lost bids: none has. */
    private static final String FOR_LOST_BIDS = "POST /api/v1/lots/{id}/decide";

    /** Bids are accepted without PostgreSQL, and so their keys are kept without it. */
    private static final String KEPT_IN_REDIS = "POST /api/v1/lots/{id}/bids";

    private static final int THREADS = 32;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final SpotDockApp app = World.app();
    private final World world = new World(app);
    private final ApiDocument document = ApiDocument.of(app.deployment());
    private final Shots shots = new Shots(document, world, 1);
    private final Wire wire = new Wire(app.deployment().base());
    private final JdbcClient database = app.deployment().database();

    @AfterAll
    void invariantsHold() {
        world.cancelAll();
        app.invariants().hold();
    }

    @Test
    void everyPostTakesEffectOnceAndIsAnsweredTheSameAgain() {
        List<ApiOperation> posts =
                document.operations().stream()
                        .filter(o -> o.method().equals("POST") && !o.name().equals(FOR_LOST_BIDS))
                        .toList();
        assertThat(posts).hasSizeGreaterThan(6);
        posts.forEach(this::repeat);
        Totals.say(
                "Repeats: %d POST operations, each answered once and replayed"
                        .formatted(posts.size()));
    }

    private void repeat(ApiOperation operation) {
        String key = SpotDockClient.newOperation();
        Sent request = shots.valid(operation, 0).sent().with("Idempotency-Key", key);
        Answer first = wire.send(request);
        if (first.status() == 403) {
            world.operatorsOnly(operation);
            request = shots.valid(operation, 0).sent().with("Idempotency-Key", key);
            first = wire.send(request);
        }
        String name = operation.name();
        assertThat(first.status()).as(name + " " + first.text()).isBetween(200, 299);
        assertThat(first.header("Idempotent-Replayed")).as(name).isEmpty();
        assertThat(stored(key))
                .as(name + ": stored with its effect")
                .isEqualTo(name.equals(KEPT_IN_REDIS) ? 0 : 1);
        Map<String, Long> effects = effects();
        Answer second = wire.send(request);
        assertThat(second.header("Idempotent-Replayed")).as(name).hasValue("true");
        assertThat(second.status()).as(name).isEqualTo(first.status());
        assertThat(second.header("Location")).as(name).isEqualTo(first.header("Location"));
        assertThat(second.header("ETag")).as(name).isEqualTo(first.header("ETag"));
        assertSame(name, JSON.readTree(first.body()), JSON.readTree(second.body()));
        assertThat(effects()).as(name + ": effects").isEqualTo(effects);
    }

    private static void assertSame(String name, JsonNode first, JsonNode second) {
        first.properties()
                .forEach(field -> {
                    if (SECRETS.contains(field.getKey())) {
                        assertThat(second.has(field.getKey())).as(name + " shows it").isFalse();
                    } else {
                        assertThat(second.get(field.getKey())).as(name).isEqualTo(field.getValue());
                    }
                });
        assertThat(first.propertyNames()).as(name).containsAll(second.propertyNames());
    }

    /** Rows of all that a POST makes, but for what the market does by itself meanwhile. */
    private Map<String, Long> effects() {
        return List.of(
                        "auctions.auction",
                        "auctions.bid",
                        "auctions.lot",
                        "auctions.vehicle",
                        "billing.deposit",
                        "compute.node",
                        "web.account",
                        "web.api_key",
                        "web.idempotency",
                        "webhook.endpoint")
                .stream()
                .collect(
                        Collectors.toMap(
                                table -> table, table -> count("select count(*) from " + table)));
    }

    private long stored(String key) {
        return database.sql("select count(*) from web.idempotency where key = :key")
                .param("key", key)
                .query(Long.class)
                .single();
    }

    private long count(String sql) {
        return database.sql(sql).query(Long.class).single();
    }

    @Test
    void oneOfManyAtOnceTakesEffect() throws Exception {
        String key = SpotDockClient.newOperation();
        long before = count("select count(*) from auctions.bid");
        BidForm bid = World.bid();
        SpotDockClient tenant = world.ours();
        try (var threads = Executors.newFixedThreadPool(THREADS)) {
            List<Callable<SpotDockClient.Answer>> requests =
                    IntStream.range(0, THREADS)
                            .<Callable<SpotDockClient.Answer>>mapToObj(
                                    _ -> () -> tenant.post("/api/v1/bids", bid.json(), key))
                            .toList();
            List<String> ids = new ArrayList<>();
            for (Future<SpotDockClient.Answer> request : threads.invokeAll(requests)) {
                SpotDockClient.Answer answer = request.get();
                assertThat(answer.status()).as(answer.text()).isIn(201, 409);
                if (answer.status() == 201) {
                    ids.add(answer.body().path("id").asString());
                }
            }
            assertThat(ids).isNotEmpty();
            assertThat(ids.stream().distinct()).hasSize(1);
        }
        assertThat(count("select count(*) from auctions.bid")).isEqualTo(before + 1);
    }

    @Test
    void aRefusalLeavesNoKeyBehind() {
        SpotDockClient poor = app.newBidder(Instant.now());
        String key = SpotDockClient.newOperation();
        SpotDockClient.Answer refused = poor.post("/api/v1/bids", World.bid().json(), key);
        assertThat(refused.status()).as(refused.text()).isEqualTo(402);
        assertThat(stored(key)).isZero();
    }

    @Test
    void anotherRequestUnderTheKeyIsRefused() {
        String key = SpotDockClient.newOperation();
        SpotDockClient tenant = world.ours();
        long before = count("select count(*) from auctions.bid");
        assertThat(tenant.post("/api/v1/bids", World.bid().json(), key).status()).isEqualTo(201);
        BidForm other = World.bid().maxPrice("0.07", "minute");
        assertThat(tenant.post("/api/v1/bids", other.json(), key).status()).isEqualTo(422);
        assertThat(count("select count(*) from auctions.bid")).isEqualTo(before + 1);
    }
}
