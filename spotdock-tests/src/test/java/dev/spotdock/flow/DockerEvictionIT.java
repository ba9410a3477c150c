package dev.spotdock.flow;

import static dev.spotdock.harness.SpotDockClient.reason;
import static dev.spotdock.harness.SpotDockClient.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.harness.BidForm;
import dev.spotdock.harness.DockerEngine;
import dev.spotdock.harness.SpotDockApp;
import dev.spotdock.harness.SpotDockClient;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Two real containers and a node of one slot: the dearer one gets it, after a notice. */
class DockerEvictionIT {

    private static final Duration LONG = Duration.ofMinutes(10);
    private static final Duration NOTICE = SpotDockApp.DOCKER_NOTICE;

    private static SpotDockApp app;
    private static SpotDockClient demo;

    @BeforeAll
    static void start() {
        app = SpotDockApp.docker();
        demo = app.deployment().demo();
    }

    @Test
    void theDearerBidGetsTheSlotAfterTheNotice() {
        String cheap = demo.submit(BidForm.sleeping(LONG).resources("1", "64Mi"));
        String cheapContainer = container(demo.await(cheap, "RUNNING"));

        String dear =
                demo.submit(
                        BidForm.sleeping(LONG).resources("1", "64Mi").maxPrice("0.063", "minute"));
        JsonNode noticed = demo.awaitNotice(cheap);
        Instant deadline = instant(noticed, "deadline");
        assertThat(Duration.between(instant(noticed, "noticedAt"), deadline)).isEqualTo(NOTICE);
        assertThat(noticed.path("reason").asString()).isEqualTo("outbid");
        assertThat(noticed.path("ownUnitPrice").path("amount").asString()).isEqualTo("3.6");
        assertThat(noticed.path("winningUnitPrice").path("amount").asString()).isEqualTo("3.78");
        assertThat(reason(demo.bid(dear))).isEqualTo("awaiting-eviction");
        assertThat(demo.bid(dear).path("reason").path("next").asString())
                .isEqualTo(noticed.path("deadline").asString());
        assertThat(DockerEngine.isRunning(cheapContainer)).as("runs until the deadline").isTrue();

        JsonNode winner = demo.await(dear, "RUNNING");
        JsonNode loser = demo.bid(cheap);
        assertThat(status(loser)).as("back in the book").isEqualTo("SUBMITTED");
        Instant ended = instant(loser.path("allocation"), "endedAt");
        assertThat(ended).as("never before the deadline").isAfterOrEqualTo(deadline);
        assertThat(instant(winner.path("allocation"), "startedAt")).isAfterOrEqualTo(ended);
        assertThat(DockerEngine.isRunning(container(winner))).isTrue();
        assertThat(demo.get("/api/v1/bids/" + cheap + "/history").text()).contains("\"outbid\"");

        assertThat(demo.delete("/api/v1/bids/" + dear).status()).isEqualTo(202);
        demo.await(dear, "CANCELLED");
        JsonNode again = demo.await(cheap, "RUNNING");
        assertThat(again.path("attempts").asInt()).isEqualTo(2);
        demo.delete("/api/v1/bids/" + cheap);
        demo.await(cheap, "CANCELLED");
        app.invariants().hold();
    }

    private static String container(JsonNode bid) {
        return bid.path("allocation").path("containerId").asString();
    }

    private static Instant instant(JsonNode node, String field) {
        return Instant.parse(node.path(field).asString());
    }
}
