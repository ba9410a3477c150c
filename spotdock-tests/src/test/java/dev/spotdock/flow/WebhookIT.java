package dev.spotdock.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.standardwebhooks.Webhook;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.spotdock.harness.BidForm;
import dev.spotdock.harness.NodeScripts;
import dev.spotdock.harness.SpotDockApp;
import dev.spotdock.harness.SpotDockClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A bid's life is told to a webhook, whose receiver fails at first. */
class WebhookIT {

    private static final int FAILURES = 3;

    private final SpotDockApp app =
            SpotDockApp.with(
                    "--spotdock.compute.provider=simulated",
                    "--spotdock.compute.simulated.start-latency=50ms",
                    "--spotdock.webhooks.allow-loopback=true",
                    "--spotdock.webhooks.attempts=0s,1s,1s,1s,1s,1s");
    private final SpotDockClient demo = app.deployment().demo();
    private final List<Heard> heard = new CopyOnWriteArrayList<>();
    private final AtomicInteger calls = new AtomicInteger();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private HttpServer server;

    /** A call that was answered with 200. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Heard(HttpHeaders headers, byte[] bytes) {

        String body() {
            return new String(bytes, StandardCharsets.UTF_8);
        }

        /** As a script reads it. */
        Map<String, Object> call() {
            Map<String, String> flat = new HashMap<>();
            headers.map()
                    .forEach((name, values) ->
                            flat.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
            return Map.of("headers", flat, "body", Base64.getEncoder().encodeToString(bytes));
        }

        JsonNode json() {
            return JsonMapper.shared().readTree(bytes);
        }
    }

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.setExecutor(threads);
        server.createContext("/", this::hear);
        server.start();
    }

    private void hear(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            boolean fails = calls.incrementAndGet() <= FAILURES;
            if (!fails) {
                heard.add(
                        new Heard(
                                HttpHeaders.of(exchange.getRequestHeaders(), (_, _) -> true),
                                body));
            }
            exchange.sendResponseHeaders(fails ? 503 : 200, -1);
        }
    }

    @AfterEach
    void invariantsHold() {
        server.stop(0);
        threads.shutdownNow();
        app.invariants().hold();
    }

    @Test
    void aBidsLifeIsToldInOrderSignedThoughTheReceiverFailsFirst() throws Exception {
        String url = "http://127.0.0.1:%d/".formatted(server.getAddress().getPort());
        JsonNode hook =
                demo.post("/api/v1/webhooks", Map.of("url", url, "types", List.of("bid.*"))).body();
        String bid =
                demo.submit(
                        BidForm.sleeping(Duration.ofMinutes(10))
                                .maxPrice("0.06", "minute")
                                .maxRuntime(Duration.ofSeconds(1)));
        demo.await(bid, "COMPLETED");
        Awaitility.await("the webhook has heard of the bid's end")
                .atMost(SpotDockClient.PATIENCE)
                .until(() -> typesOf(bid).contains("bid.completed"));
        assertThat(calls).hasValueGreaterThan(FAILURES);
        assertThat(typesOf(bid).stream().distinct())
                .containsExactly("bid.submitted", "bid.matched", "bid.running", "bid.completed");
        String secret = hook.path("secret").asString();
        Webhook library = new Webhook(secret);
        for (Heard one : heard) {
            library.verify(one.body(), one.headers());
            assertThat(one.headers().firstValue("webhook-id"))
                    .hasValue(one.json().path("id").asString());
        }
        String path = "/api/v1/webhooks/" + hook.path("id").asString();
        JsonNode deliveries =
                Awaitility.await("all are delivered")
                        .atMost(SpotDockClient.PATIENCE)
                        .until(
                                () -> demo.get(path + "/deliveries?status=delivered").body(),
                                page -> page.path("items").size() >= 4);
        assertThat(deliveries.path("items").valueStream())
                .anyMatch(delivery -> delivery.path("attempts").asInt() > 1);
        assertThat(demo.delete(path).status()).isEqualTo(200);
        verifiesWithTheLibraryOfNode(secret);
    }

    private void verifiesWithTheLibraryOfNode(String secret) {
        List<Map<String, Object>> calls = heard.stream().map(Heard::call).toList();
        String input =
                JsonMapper.shared().writeValueAsString(Map.of("secret", secret, "calls", calls));
        assertThat(NodeScripts.run("webhooks.mjs", input)).contains("verified " + calls.size());
    }

    private List<String> typesOf(String bid) {
        return heard.stream()
                .map(Heard::json)
                .filter(event -> event.path("subject").asString().equals(bid))
                .map(event -> event.path("type").asString())
                .toList();
    }
}
