package dev.spotdock.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.harness.BidForm;
import dev.spotdock.harness.Sales;
import dev.spotdock.harness.SpotDockApp;
import dev.spotdock.harness.SpotDockClient;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;

/** A tenant with one of every kind of thing, none of which another may see. */
final class Victim {

    static final String POOL = "isolated";

    private static final String NAME = "victoria-the-victim";
    private static final String SECRET = "env-secret-of-the-victim";
    private static final String MAXIMUM = "7654.321";
    private static final String WORD = "word-of-the-victims-command";
    private static final String HOOK = "https://127.0.0.1:9/hook-of-the-victim";
    private static final String IMAGE = "victims.example/private:7";

    private final SpotDockClient client;
    private final Map<String, String> ids = new LinkedHashMap<>();
    private String hookSecret = "";
    private String lotBidOn = "";

    Victim(SpotDockApp app) {
        client = Tenants.add(app, NAME, "1000");
        Map<String, Object> node =
                Map.of(
                        "name",
                        "isolated-1",
                        "pool",
                        POOL,
                        "resources",
                        Map.of("cpu", "1", "memory", "2Gi"));
        assertThat(app.deployment().operator().post("/api/v1/nodes", node).status()).isEqualTo(201);
        ids.put("account", client.accountId());
        hook();
        finish();
        invoice(app);
        trade();
        sell(app);
        ids.put("key", keyId(app));
        ids.put("delivery", deliveries().at("/items/0/id").asString());
    }

    private JsonNode deliveries() {
        return Awaitility.await("bids are in the webhook's queue")
                .atMost(SpotDockClient.PATIENCE)
                .until(
                        () -> client.get(hookPath() + "/deliveries").body(),
                        page -> !page.path("items").isEmpty());
    }

    private String hookPath() {
        return "/api/v1/webhooks/" + ids.get("webhook");
    }

    /** One bid has run, at the price of another that waited, and both are over. */
    private void finish() {
        String over = client.submit(bid("3.60"));
        client.await(over, "RUNNING");
        String other = client.submit(bid("3.50"));
        Awaitility.await("something is charged")
                .atMost(SpotDockClient.PATIENCE)
                .until(() ->
                        client.bid(over).path("allocation").path("ratePerHourMicros").asLong()
                                > 3_000_000);
        for (String bid : List.of(other, over)) {
            assertThat(client.delete("/api/v1/bids/" + bid).status()).isIn(200, 202);
            client.await(bid, "CANCELLED");
        }
        assertThat(SpotDockClient.micros(client.bid(over).path("charged"))).isPositive();
        ids.put("finished bid", over);
        ids.put("its allocation", client.bid(over).path("allocation").path("id").asString());
    }

    /** The month is closed, for all accounts of the application. */
    private void invoice(SpotDockApp app) {
        Instant nextMonth =
                YearMonth.now(ZoneOffset.UTC)
                        .plusMonths(1)
                        .atDay(1)
                        .atStartOfDay(ZoneOffset.UTC)
                        .toInstant()
                        .plus(Duration.ofHours(2));
        JsonNode invoices =
                Awaitility.await("has an invoice")
                        .atMost(SpotDockClient.PATIENCE)
                        .until(
                                () -> {
                                    app.run("invoices", nextMonth);
                                    return client.get("/api/v1/invoices").body().path("items");
                                },
                                items -> !items.isEmpty());
        ids.put("invoice", invoices.get(0).path("id").asString());
    }

    /** One bid runs, another waits and sets the price. */
    private void trade() {
        String runs = client.submit(bid("3.30"));
        client.await(runs, "RUNNING");
        String waiting = client.submit(bid("3.00"));
        Awaitility.await("the waiting bid sets the price")
                .atMost(SpotDockClient.PATIENCE)
                .until(() -> prices(client).contains(waiting));
        ids.put("running bid", runs);
        ids.put("its own allocation", client.bid(runs).path("allocation").path("id").asString());
        ids.put("waiting bid", waiting);
    }

    /** A draft with a lot, a reservation, and a bid with a maximum on a lot that all see. */
    private void sell(SpotDockApp app) {
        SaleWorld world = new SaleWorld(app, client, POOL);
        String draft = world.sales().draft(Duration.ofHours(1));
        ids.put("draft auction", draft);
        ids.put("lot of a draft", world.sales().lot(draft));
        ids.put("vehicle", world.vehicle());
        ids.put("reservation", world.reservation());
        lotBidOn = new Sales(app.deployment().operator()).openLot();
        assertThat(
                        client.post(
                                        "/api/v1/lots/" + lotBidOn + "/bids",
                                        "{\"amount\": {\"amount\": \"100\"}, \"maximum\": {\"amount\": \"%s\"}}"
                                                .formatted(MAXIMUM))
                                .status())
                .isEqualTo(201);
    }

    /** Everybody sees it; it has a bid of the victim's. */
    String lotBidOn() {
        return lotBidOn;
    }

    private static BidForm bid(String perHour) {
        return BidForm.of(IMAGE)
                .pool(POOL)
                .resources("1", "2Gi")
                .maxPrice(perHour, "hour")
                .with(
                        "container",
                        Map.of(
                                "image",
                                IMAGE,
                                "command",
                                List.of("sleep", "3600", WORD),
                                "env",
                                Map.of("PASSWORD", SECRET)));
    }

    /** It is told of the bids that come; nobody is there to hear it. */
    private void hook() {
        JsonNode hook =
                client.post("/api/v1/webhooks", Map.of("url", HOOK, "types", List.of("bid.*")))
                        .body();
        ids.put("webhook", hook.path("id").asString());
        hookSecret = hook.path("secret").asString();
        assertThat(hookSecret).startsWith("whsec_");
    }

    private String keyId(SpotDockApp app) {
        return app.deployment()
                .database()
                .sql("select id::text from web.api_key where account_id = :account::uuid")
                .param("account", ids.get("account"))
                .query(String.class)
                .single();
    }

    static String prices(SpotDockClient reader) {
        return reader.get("/api/v1/pools/" + POOL + "/prices").text();
    }

    SpotDockClient client() {
        return client;
    }

    /** By what each names. */
    Map<String, String> ids() {
        return ids;
    }

    /** What must be in no log at all. */
    List<String> secrets() {
        return List.of(SECRET, client.key(), hookSecret);
    }

    /** What must be in nothing that another tenant sees. */
    List<String> traces() {
        return Stream.concat(
                        ids.values().stream(),
                        Stream.of(
                                NAME,
                                Tenants.email(NAME),
                                SECRET,
                                WORD,
                                IMAGE,
                                MAXIMUM,
                                HOOK,
                                hookSecret,
                                client.key(),
                                client.key().split("_", -1)[1]))
                .toList();
    }

    /** All that its owner sees of what another could have changed. */
    String state() {
        StringBuilder state = new StringBuilder();
        ids.forEach((what, id) -> {
            if (what.endsWith("bid")) {
                JsonNode bid = client.bid(id);
                state.append(what + " " + bid.path("status") + " " + bid.path("maxPrice") + "\n");
            }
        });
        JsonNode hook = client.get(hookPath()).body();
        for (String field : List.of("url", "types", "enabled", "version")) {
            state.append(hook.path(field)).append('\n');
        }
        for (String place : List.of("vehicles", "auctions?mine=true", "reservations")) {
            state.append(client.get("/api/v1/" + place).text()).append('\n');
        }
        state.append(client.get("/api/v1/lots/" + ids.get("lot of a draft")).text()).append('\n');
        return state.append(client.get("/api/v1/invoices").text()).toString();
    }

    /** Ends what still runs or waits. */
    void leave() {
        for (String what : List.of("waiting bid", "running bid")) {
            client.delete("/api/v1/bids/" + ids.get(what));
        }
    }
}
