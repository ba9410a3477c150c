package dev.spotdock.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.harness.BidForm;
import dev.spotdock.harness.NodeScripts;
import dev.spotdock.harness.SpotDockApp;
import dev.spotdock.harness.SpotDockClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What users are told while it happens. */
class EventFeedIT {

    private final SpotDockApp app = SpotDockApp.simulated();
    private final SpotDockClient demo = app.deployment().demo();

    @AfterEach
    void invariantsHold() {
        app.invariants().hold();
    }

    @Test
    void aBidsLifeIsToldInOrderToItsOwnerAlone() {
        String start = page(demo, "?types=price.changed&limit=1000").path("next").asString();
        SpotDockClient other = app.newBidder(Instant.now());
        String bid =
                demo.submit(
                        BidForm.sleeping(Duration.ofMinutes(10))
                                .maxPrice("0.06", "minute")
                                .maxRuntime(Duration.ofSeconds(1)));
        demo.await(bid, "COMPLETED");
        assertThat(typesOf(demo, bid, start))
                .containsExactly("bid.submitted", "bid.matched", "bid.running", "bid.completed");
        assertThat(typesOf(app.deployment().operator(), bid, start)).hasSize(4);
        assertThat(typesOf(other, bid, "0")).isEmpty();
    }

    /** AsyncAPI's own JSON Schema of such documents. */
    @Test
    void theAsyncApiDocumentIsOne() {
        NodeScripts.run("asyncapi.mjs", demo.get("/v3/async-docs").body().toString());
    }

    /**
     * Reads on, waiting where there is nothing, until the bid is over or a long wait is in vain.
     */
    private static List<String> typesOf(SpotDockClient reader, String bid, String start) {
        List<String> types = new ArrayList<>();
        String position = start;
        boolean more = true;
        while (more && !types.contains("bid.completed")) {
            JsonNode page = page(reader, "?types=bid.*&wait=3&limit=1000&after=" + position);
            page.path("items")
                    .valueStream()
                    .filter(event -> event.path("subject").asString().equals(bid))
                    .forEach(event -> types.add(event.path("type").asString()));
            more = !page.path("items").isEmpty();
            position = page.path("next").asString();
        }
        return types;
    }

    private static JsonNode page(SpotDockClient reader, String query) {
        var answer = reader.get("/api/v1/events" + query);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return answer.body();
    }
}
