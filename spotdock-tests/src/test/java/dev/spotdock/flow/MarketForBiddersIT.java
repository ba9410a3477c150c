package dev.spotdock.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.harness.BidForm;
import dev.spotdock.harness.SpotDockApp;
import dev.spotdock.harness.SpotDockClient;
import dev.spotdock.harness.SpotDockClient.Answer;
import java.time.Duration;
import java.util.Map;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What the market tells bidders, and what they can do about it. */
class MarketForBiddersIT {

    private static final Duration LONG = Duration.ofMinutes(10);
    private static final String POOL = "quoted";

    private final SpotDockApp app = SpotDockApp.simulated();
    private final SpotDockClient demo = app.deployment().demo();

    @AfterEach
    void invariantsHold() {
        app.invariants().hold();
    }

    @Test
    void theQuotedPriceTakesTheCapacityAndTheOwnerWhoIsWarnedRaisesInTime() {
        Capacity.of(app, POOL).open("quoted-1", "1", "2Gi");
        String running = demo.submit(oneSlot("1.00"));
        demo.await(running, "RUNNING");
        JsonNode quote = quote();
        assertThat(quote.path("wouldRun").asBoolean()).as(quote.toString()).isTrue();
        assertThat(quote.path("price").path("amount").asString()).isEqualTo("1.05");
        assertThat(quote.path("evicts").path("count").asInt()).isEqualTo(1);

        String close = demo.submit(oneSlot("1.04"));
        until(running, bid -> bid.path("atRisk").asBoolean());
        JsonNode waiting = until(close, bid -> !bid.path("runsNowAt").isNull());
        assertThat(waiting.path("runsNowAt").path("amount").asString()).isEqualTo("1.05");

        String dear = demo.submit(oneSlot("1.05"));
        until(running, bid -> !bid.path("eviction").isNull());
        until(dear, bid -> SpotDockClient.reason(bid).equals("awaiting-eviction"));

        JsonNode noticed = demo.bid(running);
        Answer raised = reprice(noticed, "1.10");
        assertThat(raised.status()).as(raised.text()).isEqualTo(200);
        assertThat(raised.body().path("maxPrice").path("amount").asString()).isEqualTo("1.1");
        JsonNode spared = until(running, bid -> bid.path("eviction").isNull());
        assertThat(SpotDockClient.status(spared)).isEqualTo("RUNNING");
        assertThat(spared.path("attempts").asInt()).isEqualTo(1);
        until(
                dear,
                bid ->
                        SpotDockClient.reason(bid).equals("price-below-market")
                                || SpotDockClient.reason(bid).equals("awaiting-capacity"));
        assertThat(reprice(noticed, "1.20").status())
                .as("the version seen is stale")
                .isEqualTo(412);
        for (String id : new String[] {running, close, dear}) {
            demo.delete("/api/v1/bids/" + id);
            demo.awaitFinal(id);
        }
    }

    @Test
    void theHoldFollowsTheMaximumAndTheWalletDecides() {
        String giant =
                demo.submit(BidForm.sleeping(LONG).resources("900", "1Gi").maxPrice("60", "hour"));
        long held = SpotDockClient.micros(demo.wallet().path("held"));
        assertThat(reprice(demo.bid(giant), "120").status()).isEqualTo(200);
        assertThat(SpotDockClient.micros(demo.wallet().path("held"))).isEqualTo(held + 1_000_000);
        Answer refused = reprice(demo.bid(giant), "900000");
        assertThat(refused.status()).isEqualTo(402);
        assertThat(SpotDockClient.micros(refused.body().path("required")))
                .isEqualTo(14_998_000_000L);
        assertThat(reprice(demo.bid(giant), "30").status()).isEqualTo(200);
        assertThat(SpotDockClient.micros(demo.wallet().path("held"))).isEqualTo(held - 500_000);
        demo.delete("/api/v1/bids/" + giant);
        assertThat(reprice(demo.bid(giant), "60").status()).isEqualTo(409);
    }

    private Answer reprice(JsonNode bid, String perHour) {
        return demo.patch(
                "/api/v1/bids/" + bid.path("id").asString(),
                Map.of("maxPrice", Map.of("amount", perHour, "per", "hour")),
                "\"%d\"".formatted(bid.path("version").asLong()));
    }

    private JsonNode quote() {
        Answer answer =
                demo.post(
                        "/api/v1/pools/" + POOL + "/quotes",
                        Map.of("resources", Map.of("cpu", "1", "memory", "2Gi")));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.body();
    }

    private JsonNode until(String bid, Predicate<JsonNode> holds) {
        return Awaitility.await("bid " + bid)
                .atMost(SpotDockClient.PATIENCE)
                .until(() -> demo.bid(bid), holds);
    }

    private static BidForm oneSlot(String perHour) {
        return BidForm.sleeping(LONG).resources("1", "2Gi").maxPrice(perHour, "hour").pool(POOL);
    }
}
