package dev.spotdock.faults;

import static dev.spotdock.harness.SpotDockClient.micros;
import static dev.spotdock.harness.SpotDockClient.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.harness.Backends;
import dev.spotdock.harness.BidForm;
import dev.spotdock.harness.DockerEngine;
import dev.spotdock.harness.Installation;
import dev.spotdock.harness.Invariants;
import dev.spotdock.harness.SpotDockClient;
import dev.spotdock.harness.SpotDockClient.Answer;
import dev.spotdock.harness.SpotDockProcess;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import tools.jackson.databind.JsonNode;

/**
 * An orderly stop, then {@code kill -9} at a random moment; with the embedded servers and real
 * containers. They share an installation, as a first start is dear.
 */
@TestMethodOrder(OrderAnnotation.class)
class StopAndKillIT {

    private static final int ROUNDS_PER_EFFORT = 2;
    private static final int BIDS = 10;
    private static final int KILL_WITHIN_MS = 4_000;
    private static final Duration LONG = Duration.ofMinutes(10);

    private static @Nullable Installation installation;

    @BeforeAll
    static void install() {
        Backends.needDocker();
        installation = new Installation("ends", "--spotdock.compute.provider=docker");
    }

    @AfterAll
    static void leaveTheEngineAsItWas() {
        if (installation != null) {
            installation.close();
        }
    }

    private static Installation installation() {
        return Objects.requireNonNull(installation);
    }

    private static Invariants invariants(String label) {
        return new Invariants(
                installation().deployment(), () -> DockerEngine.runningAllocations(label));
    }

    @Test
    @Order(1)
    void containersRunOnOverAStopAndNothingIsForgotten() {
        String running;
        String waiting;
        JsonNode before;
        try (SpotDockProcess process = installation().start()) {
            SpotDockClient demo = installation().deployment().demo();
            assertThat(process.output()).contains("/swagger-ui.html");
            running = demo.submit(BidForm.sleeping(LONG).resources("20m", "8Mi"));
            waiting = demo.submit(BidForm.sleeping(LONG).resources("512", "1Gi"));
            before = demo.await(running, "RUNNING");
        }
        installation().start();
        SpotDockClient demo = installation().deployment().demo();
        String label = installation().deployment().installation();

        assertThat(status(demo.bid(waiting))).isEqualTo("SUBMITTED");
        JsonNode after = demo.bid(running);
        assertThat(status(after)).isEqualTo("RUNNING");
        for (String same : List.of("id", "containerId", "startedAt")) {
            assertThat(after.path("allocation").path(same))
                    .isEqualTo(before.path("allocation").path(same));
        }
        invariants(label).hold(List.of(running, waiting));
        demo.delete("/api/v1/bids/" + waiting);
        demo.delete("/api/v1/bids/" + running);
        demo.await(running, "CANCELLED");
        assertThat(micros(demo.wallet().path("held"))).isZero();
        invariants(label).hold(List.of(running, waiting));
        assertThat(DockerEngine.containers(label)).isEmpty();
    }

    @Test
    @Order(2)
    void aKillLosesNoBidChargesNothingTwiceLeaksNoContainer() {
        Random random = new Random(Backends.seed());
        int rounds = ROUNDS_PER_EFFORT * Backends.effort();
        List<String> acknowledged = new ArrayList<>();
        SpotDockProcess process = installation().running();
        for (int round = 1; round <= rounds; round++) {
            int killAfter = random.nextInt(KILL_WITHIN_MS);
            Map<String, BidForm> operations = bids(random);
            CompletableFuture<Void> killed =
                    CompletableFuture.runAsync(
                            process::kill,
                            CompletableFuture.delayedExecutor(killAfter, TimeUnit.MILLISECONDS));
            List<String> before = submitUntilKilled(operations);
            killed.join();
            process = installation().start();
            List<String> ids = submitAgain(operations);
            assertThat(ids).as("answers before the kill still hold").containsAll(before);
            acknowledged.addAll(ids);
            endAll(ids, acknowledged);
            System.out.printf(
                    "kill -9 round %d of %d: after %d ms, %d of %d bids acknowledged before%n",
                    round, rounds, killAfter, before.size(), BIDS);
        }
    }

    private static Map<String, BidForm> bids(Random random) {
        Map<String, BidForm> bids = new HashMap<>();
        for (int i = 0; i < BIDS; i++) {
            Duration time = Duration.ofSeconds(random.nextBoolean() ? 600 : random.nextInt(6));
            bids.put(SpotDockClient.newOperation(), BidForm.sleeping(time).resources("20m", "8Mi"));
        }
        return bids;
    }

    private static List<String> submitUntilKilled(Map<String, BidForm> operations) {
        List<String> ids = new ArrayList<>();
        try {
            for (Map.Entry<String, BidForm> operation : operations.entrySet()) {
                ids.add(submit(operation));
            }
        } catch (UncheckedIOException e) {
            System.out.println("killed while submitting: " + e.getMessage());
        }
        return ids;
    }

    /** The same requests under the same idempotency keys: each bid exists once afterwards. */
    private static List<String> submitAgain(Map<String, BidForm> operations) {
        return operations.entrySet().stream().map(StopAndKillIT::submit).toList();
    }

    private static String submit(Map.Entry<String, BidForm> operation) {
        Answer answer =
                installation()
                        .deployment()
                        .demo()
                        .post("/api/v1/bids", operation.getValue().json(), operation.getKey());
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer.body().path("id").asString();
    }

    private static void endAll(List<String> ids, List<String> acknowledged) {
        SpotDockClient demo = installation().deployment().demo();
        String label = installation().deployment().installation();
        Invariants invariants = invariants(label);
        ids.forEach(id -> demo.await(id, "RUNNING", "COMPLETED"));
        invariants.hold(acknowledged);
        ids.forEach(id -> demo.delete("/api/v1/bids/" + id));
        ids.forEach(id -> demo.await(id, "CANCELLED", "COMPLETED"));
        invariants.hold(acknowledged);
        assertThat(DockerEngine.containers(label)).as("leaked containers").isEmpty();
    }
}
