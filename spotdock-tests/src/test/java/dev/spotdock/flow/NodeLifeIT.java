package dev.spotdock.flow;

import static dev.spotdock.harness.SpotDockClient.micros;
import static dev.spotdock.harness.SpotDockClient.reason;
import static dev.spotdock.harness.SpotDockClient.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.harness.BidForm;
import dev.spotdock.harness.SpotDockApp;
import dev.spotdock.harness.SpotDockClient;
import dev.spotdock.harness.SpotDockClient.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A node is taken out of the market, back into it, and away for good. */
class NodeLifeIT {

    private static final String NODE = "/api/v1/nodes/leaving-1";

    private static final String DRAINED = "/api/v1/nodes/draining-1";

    private final SpotDockApp app = SpotDockApp.simulated();
    private final SpotDockClient demo = app.deployment().demo();
    private final SpotDockClient operator = app.deployment().operator();

    @AfterEach
    void invariantsHold() {
        app.invariants().hold();
    }

    @Test
    void aCordonedNodeTakesNothingAndARemovedOneIsGone() {
        Capacity.of(app, "leaving").open("leaving-1", "500m", "64Mi");
        awaitOffers(true);
        assertThat(operator.post(NODE + "/cordon", Map.of()).status()).isEqualTo(200);
        awaitOffers(false);
        String bid =
                demo.submit(
                        BidForm.sleeping(Duration.ofMinutes(10))
                                .pool("leaving")
                                .maxPrice("0.06", "minute"));
        assertThat(status(demo.bid(bid))).isEqualTo("SUBMITTED");
        assertThat(operator.post(NODE + "/uncordon", Map.of()).status()).isEqualTo(200);
        demo.await(bid, "RUNNING");

        assertThat(operator.post(NODE + "/cordon", Map.of()).status()).isEqualTo(200);
        Answer refused = operator.delete(NODE);
        assertThat(refused.status()).as(refused.text()).isEqualTo(409);
        assertThat(refused.body().path("currentState").asString()).isEqualTo("CORDONED");
        demo.delete("/api/v1/bids/" + bid);
        demo.await(bid, "CANCELLED");
        Awaitility.await("nothing is left")
                .atMost(SpotDockClient.PATIENCE)
                .until(() -> operator.delete(NODE).status() == 200);
        awaitOffers();
        assertThat(operator.delete(NODE).status()).isEqualTo(404);
        assertThat(operator.get("/api/v1/pools/leaving").body().path("nodes").asInt()).isZero();
    }

    /** The notice is kept; then one goes on elsewhere, the other ends, and the node can go. */
    @Test
    void aDrainedNodesWorkIsNoticedAndGoesOnElsewhereOrEnds() {
        Capacity.of(app, "draining").open("draining-1", "1", "128Mi");
        String moves = demo.submit(inDrainingPool());
        String ends = demo.submit(inDrainingPool().with("onEviction", "terminate"));
        demo.await(moves, "RUNNING");
        demo.await(ends, "RUNNING");
        assertThat(operator.post(DRAINED + "/drain", Map.of()).status()).isEqualTo(202);
        JsonNode notice =
                Awaitility.await("notice")
                        .atMost(SpotDockClient.PATIENCE)
                        .pollInterval(Duration.ofMillis(50))
                        .until(() -> demo.bid(moves).path("eviction"), found -> !found.isNull());
        assertThat(notice.path("reason").asString()).isEqualTo("node-drained");
        assertThat(notice.path("winningUnitPrice").isNull()).isTrue();

        JsonNode ended = demo.await(ends, "EVICTED");
        assertThat(reason(ended)).isEqualTo("node-drained");
        assertThat(Instant.parse(ended.path("allocation").path("endedAt").asString()))
                .as("never before the deadline")
                .isAfterOrEqualTo(Instant.parse(notice.path("deadline").asString()));
        Awaitility.await("an attempt so short is free (rule 8)")
                .atMost(SpotDockClient.PATIENCE)
                .until(() -> micros(demo.bid(ends).path("charged")) == 0);
        Awaitility.await("back in the book")
                .atMost(SpotDockClient.PATIENCE)
                .until(() -> status(demo.bid(moves)).equals("SUBMITTED"));
        Capacity.of(app, "draining").open("draining-2", "500m", "64Mi");
        JsonNode again = demo.await(moves, "RUNNING");
        assertThat(again.path("attempts").asInt()).isEqualTo(2);
        assertThat(again.path("allocation").path("node").asString()).isEqualTo("draining-2");
        assertThat(demo.get("/api/v1/bids/" + moves + "/history").text()).contains("node-drained");
        demo.delete("/api/v1/bids/" + moves);
        demo.await(moves, "CANCELLED");
        Awaitility.await("nothing is left")
                .atMost(SpotDockClient.PATIENCE)
                .until(() -> operator.delete(DRAINED).status() == 200);
    }

    private static BidForm inDrainingPool() {
        return BidForm.sleeping(Duration.ofMinutes(10)).pool("draining");
    }

    /** Waits until these are the pool's offers: whether each is schedulable. */
    private void awaitOffers(Boolean... schedulable) {
        Awaitility.await("offers")
                .atMost(SpotDockClient.PATIENCE)
                .untilAsserted(() ->
                        assertThat(
                                        app.deployment()
                                                .database()
                                                .sql(
                                                        "select schedulable from auctions.offer"
                                                                + " where pool = 'leaving'")
                                                .query(Boolean.class)
                                                .list())
                                .isEqualTo(List.of(schedulable)));
    }
}
