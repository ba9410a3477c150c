package dev.spotdock.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.harness.BidForm;
import dev.spotdock.harness.SpotDockApp;
import dev.spotdock.harness.SpotDockClient;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** An installation with two tenants, and what a valid request needs of it. */
final class World {

    private static final String POOL = "attacked";
    private static final String PASSWORD = "correct horse battery staple";

    /** Where no webhook is heard. */
    private static final String NOBODY = "https://127.0.0.1:9/";

    private static final int BIDS_KEPT = 4;
    private static final int NODES = 3;
    private static final AtomicInteger COUNTER = new AtomicInteger();

    /** Operations that need no credential; everything else answers 401 without one. */
    private static final Set<String> OPEN =
            Set.of(
                    "POST /api/v1/accounts",
                    "POST /api/v1/tokens",
                    "POST /api/v1/session",
                    "DELETE /api/v1/session",
                    "GET /schemas/{type}.json");

    private final SpotDockApp app;
    private final SpotDockClient ours;
    private final SpotDockClient others;
    private final Deque<String> running = new ArrayDeque<>();
    private final Set<String> operatorsOwn = new HashSet<>();
    private final List<String> nodes = new ArrayList<>();
    private final List<String> othersIds;
    private final String webhook;
    private final SaleWorld sales;

    World(SpotDockApp app) {
        this.app = app;
        ours = Tenants.add(app, SpotDockClient.newOperation(), "1000000");
        others = Tenants.add(app, SpotDockClient.newOperation(), "1000000");
        for (int i = 0; i < NODES; i++) {
            nodes.add(node());
        }
        sales = new SaleWorld(app, ours, POOL);
        webhook = webhook("bid.*");
        String bid = others.submit(bid());
        others.await(bid, "RUNNING");
        othersIds =
                List.of(
                        bid,
                        others.bid(bid).path("allocation").path("id").asString(),
                        others.accountId());
        replenish();
    }

    /** Shared by the tests that attack; nobody else's market is disturbed. */
    static SpotDockApp app() {
        return SpotDockApp.with(
                "--spotdock.compute.provider=simulated",
                "--spotdock.compute.simulated.start-latency=50ms",
                "--spotdock.web.logs.poll-every=20ms",
                "--spotdock.web.logs.follow-for=100ms",
                "--spotdock.web.events.stream-for=100ms",
                "--spotdock.web.security.keys-per-account=1000000",
                "--spotdock.webhooks.per-account=10000",
                "--spotdock.webhooks.allow-loopback=true", // no name is looked up
                "--spotdock.pools.attacked.min-run=0s",
                "--spotdock.pools.attacked.notice=0s",
                "--spotdock.pools.isolated.pricing=uniform");
    }

    SpotDockClient ours() {
        return ours;
    }

    List<String> othersIds() {
        return othersIds;
    }

    static BidForm bid() {
        return BidForm.sleeping(Duration.ofHours(1)).resources("10m", "8Mi").pool(POOL);
    }

    private void replenish() {
        while (running.size() < BIDS_KEPT) {
            running.add(ours.submit(bid()));
        }
        ours.await(running.getFirst(), "RUNNING");
    }

    /** A new simulated node that nothing else uses; its name. */
    private String node() {
        String name = "attacked-" + COUNTER.incrementAndGet();
        Map<String, Object> node =
                Map.of(
                        "name",
                        name,
                        "pool",
                        POOL,
                        "resources",
                        Map.of("cpu", "16", "memory", "64Gi"));
        assertThat(app.deployment().operator().post("/api/v1/nodes", node).status()).isEqualTo(201);
        return name;
    }

    boolean isOpen(ApiOperation operation) {
        return OPEN.contains(operation.name());
    }

    /** From now on the operation is asked for with an operator's key. */
    void operatorsOnly(ApiOperation operation) {
        operatorsOwn.add(operation.name());
    }

    boolean isOperatorsOnly(ApiOperation operation) {
        return operatorsOwn.contains(operation.name());
    }

    /** A key of who may call it. */
    String key(ApiOperation operation) {
        return isOperatorsOnly(operation) ? app.deployment().operator().key() : ours.key();
    }

    /** A value for a parameter of an address with which the operation can succeed. */
    String value(ApiOperation operation, String parameter) {
        String place = operation.path().replaceAll("^/api/v1/|/.*$", "") + "/" + parameter;
        return switch (place) {
            case "bids/id" -> bidFor(operation);
            case "invoices/id" -> "current";
            case "wallets/accountId" -> ours.accountId();
            case "pools/pool" -> POOL;
            case "/type" -> "bid.matched";
            case "accounts/id" ->
                    operation.method().equals("GET") ? ours.accountId() : account(newEmail());
            case "api-keys/id" -> made("/api/v1/api-keys", Map.of("name", "spare"));
            case "webhooks/id" ->
                    operation.path().contains("deliveryId") ? webhook : webhook("node.lost");
            case "webhooks/deliveryId" -> delivery();
            case "vehicles/id" -> sales.vehicle();
            case "auctions/id" -> sales.auctionFor(operation);
            case "lots/id" -> sales.lotFor(operation);
            case "reservations/id" -> sales.reservation();
            case "nodes/name" -> operation.method().equals("DELETE") ? node() : nodes.getFirst();
            default -> "unknown-" + parameter;
        };
    }

    /** One that can be changed, where the operation may end it. */
    private String bidFor(ApiOperation operation) {
        String bid = running.getFirst();
        ours.await(bid, "RUNNING"); // a drained node's bids have run before, and will again
        if (Set.of("DELETE", "POST").contains(operation.method())) {
            running.removeFirst();
            replenish();
        }
        return bid;
    }

    private static String newEmail() {
        return SpotDockClient.newOperation() + "@example.org";
    }

    /** A new account with the password {@link #PASSWORD}; its id. */
    private String account(String email) {
        return made("/api/v1/accounts", Map.of("email", email, "password", PASSWORD));
    }

    /** A webhook that is told what is not heard. */
    private String webhook(String type) {
        return made("/api/v1/webhooks", Map.of("url", NOBODY, "types", List.of(type)));
    }

    private String delivery() {
        return Awaitility.await("a bid is in the webhook's queue")
                .atMost(SpotDockClient.PATIENCE)
                .until(
                        () -> ours.get("/api/v1/webhooks/" + webhook + "/deliveries").body(),
                        page -> !page.path("items").isEmpty())
                .at("/items/0/id")
                .asString();
    }

    private String made(String path, Map<String, ?> body) {
        SpotDockClient.Answer answer = ours.post(path, body);
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer.body().path("id").asString();
    }

    /** A body of the examples, with what must be new each time made new. */
    JsonNode fresh(ApiOperation operation, JsonNode example) {
        if (example instanceof ObjectNode object) {
            ObjectNode copy = object.deepCopy();
            int number = COUNTER.incrementAndGet();
            replace(copy, "reference", "reference-" + number);
            replace(copy, "email", newEmail());
            replace(copy, "url", NOBODY);
            sales.freshen(copy, isOperatorsOnly(operation));
            if (operation.path().matches("/api/v1/(tokens|session)")) {
                account(copy.path("email").asString());
                replace(copy, "password", PASSWORD);
            }
            if (copy.has("name") && copy.has("resources")) {
                replace(copy, "name", "attacked-" + number);
            }
            return copy;
        }
        return example;
    }

    private static void replace(ObjectNode object, String field, String value) {
        if (object.has(field)) {
            object.put(field, value);
        }
    }

    /** Ends what still runs. */
    void cancelAll() {
        for (SpotDockClient tenant : List.of(ours, others, app.deployment().operator())) {
            JsonNode items;
            do {
                items = open(tenant);
                items.valueStream()
                        .forEach(bid -> tenant.delete("/api/v1/bids/" + bid.path("id").asString()));
            } while (!items.isEmpty());
        }
    }

    private static JsonNode open(SpotDockClient tenant) {
        for (String status : List.of("SUBMITTED", "MATCHED", "RUNNING")) {
            JsonNode items = tenant.get("/api/v1/bids?limit=100&status=" + status).body();
            if (!items.path("items").isEmpty()) {
                return items.path("items");
            }
        }
        return tenant.get("/api/v1/bids?limit=1&pool=none").body().path("items");
    }
}
