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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A bid's life on simulated nodes, from the request to the bill. */
class BidLifecycleIT {

    private static final Duration SHORT = Duration.ofSeconds(2);
    private static final Duration LONG = Duration.ofMinutes(10);

    private final SpotDockApp app = SpotDockApp.simulated();
    private final SpotDockClient demo = app.deployment().demo();

    @AfterEach
    void invariantsHold() {
        app.invariants().hold();
    }

    @Test
    void chargesTheRunTimeToTheMicroUnit() {
        long before = micros(demo.wallet().path("balance"));
        String id = demo.submit(BidForm.sleeping(LONG).pool("default").maxRuntime(SHORT));
        JsonNode bid = demo.await(id, "COMPLETED");

        assertThat(reason(bid)).isEqualTo("max-runtime");
        assertThat(micros(bid.path("charged"))).isEqualTo(due(bid));
        assertThat(micros(demo.wallet().path("balance"))).isEqualTo(before - due(bid));
        assertThat(micros(demo.wallet().path("held"))).isZero();
    }

    @Test
    void completesWhenTheContainerExits() {
        JsonNode bid = demo.await(demo.submit(BidForm.sleeping(SHORT)), "COMPLETED");
        assertThat(reason(bid)).isEqualTo("exited");
        assertThat(bid.path("allocation").path("exitCode").asInt(-1)).isZero();
    }

    @Test
    void showsTheRunningBidItsAllocationAndItsHistory() {
        String id = demo.submit(BidForm.sleeping(LONG));
        JsonNode bid = demo.await(id, "RUNNING");
        assertThat(bid.path("allocation").path("node").asString()).isNotEmpty();
        assertThat(bid.path("attempts").asInt()).isEqualTo(1);
        demo.delete("/api/v1/bids/" + id);
        demo.await(id, "CANCELLED");
        assertThat(demo.get("/api/v1/bids/" + id + "/history").text())
                .contains("SUBMITTED", "MATCHED", "RUNNING", "CANCELLED");
    }

    @Test
    void cancelsAWaitingBidAtOnceAndForFree() {
        String id = demo.submit(BidForm.sleeping(LONG).resources("512", "1Gi"));
        assertThat(micros(demo.wallet().path("held"))).isEqualTo(60_000);

        assertThat(demo.delete("/api/v1/bids/" + id).status()).isEqualTo(200);
        JsonNode bid = demo.bid(id);
        assertThat(status(bid)).isEqualTo("CANCELLED");
        assertThat(reason(bid)).isEqualTo("cancelled-by-user");
        assertThat(micros(demo.wallet().path("held"))).isZero();
        assertThat(demo.delete("/api/v1/bids/" + id).status()).isEqualTo(409);
    }

    @Test
    void cancelsARunningBidAndChargesTheTimeUsed() {
        String id = demo.submit(BidForm.sleeping(LONG));
        demo.await(id, "RUNNING");
        assertThat(demo.delete("/api/v1/bids/" + id).status()).isEqualTo(202);
        JsonNode bid = demo.await(id, "CANCELLED");
        assertThat(micros(bid.path("charged"))).isEqualTo(due(bid));
    }

    @Test
    void expiresWhenItWaitedLongEnough() {
        String id = demo.submit(BidForm.sleeping(LONG).resources("512", "1Gi").validFor(SHORT));
        JsonNode bid = demo.await(id, "EXPIRED");
        assertThat(reason(bid)).isEqualTo("expired");
        assertThat(micros(bid.path("charged"))).isZero();
    }

    @Test
    void failsForFreeWhenTheImageIsMissing() {
        JsonNode bid = demo.await(demo.submit(BidForm.of("missing/image:1", "true")), "FAILED");
        assertThat(reason(bid)).isEqualTo("image-pull-failed");
        assertThat(micros(bid.path("charged"))).isZero();
        assertThat(micros(demo.wallet().path("held"))).isZero();
    }

    @Test
    void stopsAtItsBudgetAndNeverCostsMore() {
        String id = demo.submit(BidForm.sleeping(LONG).pool("paid").budget("0.002"));
        Capacity.of(app, "paid").open("paid-1", "2", "1Gi");
        JsonNode bid = demo.await(id, "COMPLETED");
        assertThat(reason(bid)).isEqualTo("budget-exhausted");
        assertThat(micros(bid.path("charged"))).isEqualTo(2_000);
    }

    @Test
    void refusesWhatTheWalletCannotCoverForAMinute() {
        long before = demo.get("/api/v1/bids?limit=100").body().path("items").size();
        Answer answer =
                demo.post(
                        "/api/v1/bids", BidForm.sleeping(SHORT).maxPrice("5000", "minute").json());
        assertThat(answer.status()).isEqualTo(402);
        assertThat(answer.body().path("type").asString())
                .isEqualTo("urn:spotdock:problem:insufficient-funds");
        assertThat(answer.body().path("required").isMissingNode()).isFalse();
        assertThat(answer.body().path("available").isMissingNode()).isFalse();
        assertThat(demo.get("/api/v1/bids?limit=100").body().path("items").size())
                .isEqualTo((int) before);
    }

    /** What its run time costs at its rate, in micro-units. */
    static long due(JsonNode bid) {
        JsonNode allocation = bid.path("allocation");
        long millis =
                Duration.between(
                                Instant.parse(allocation.path("startedAt").asString()),
                                Instant.parse(allocation.path("endedAt").asString()))
                        .toMillis();
        return allocation.path("ratePerHourMicros").asLong() * millis / 3_600_000;
    }
}
