package dev.spotdock.faults;

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
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** {@code kill -9} at a random moment, with the embedded servers and real containers. */
class KillNineIT {

    private static final int ROUNDS_PER_EFFORT = 2;
    private static final int BIDS = 10;
    private static final int KILL_WITHIN_MS = 4_000;

    @Test
    void losesNoBidChargesNothingTwiceLeaksNoContainer() {
        Backends.needDocker();
        Random random = new Random(Backends.seed());
        int rounds = ROUNDS_PER_EFFORT * Backends.effort();
        List<String> acknowledged = new ArrayList<>();
        try (Installation installation =
                new Installation("kill", "--spotdock.compute.provider=docker")) {
            SpotDockProcess process = installation.start();
            for (int round = 1; round <= rounds; round++) {
                int killAfter = random.nextInt(KILL_WITHIN_MS);
                Map<String, BidForm> operations = bids(random);
                CompletableFuture<Void> killed =
                        CompletableFuture.runAsync(
                                process::kill,
                                CompletableFuture.delayedExecutor(
                                        killAfter, TimeUnit.MILLISECONDS));
                List<String> before = submitUntilKilled(installation, operations);
                killed.join();
                process = installation.start();
                List<String> ids = submitAgain(installation, operations);
                assertThat(ids).as("answers before the kill still hold").containsAll(before);
                acknowledged.addAll(ids);
                endAll(installation, ids, acknowledged);
                System.out.printf(
                        "kill -9 round %d of %d: after %d ms, %d of %d bids acknowledged before%n",
                        round, rounds, killAfter, before.size(), BIDS);
            }
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

    private static List<String> submitUntilKilled(
            Installation installation, Map<String, BidForm> operations) {
        List<String> ids = new ArrayList<>();
        try {
            for (Map.Entry<String, BidForm> operation : operations.entrySet()) {
                ids.add(submit(installation, operation));
            }
        } catch (UncheckedIOException e) {
            System.out.println("killed while submitting: " + e.getMessage());
        }
        return ids;
    }

    /** The same requests under the same idempotency keys: each bid exists once afterwards. */
    private static List<String> submitAgain(
            Installation installation, Map<String, BidForm> operations) {
        return operations.entrySet().stream().map(o -> submit(installation, o)).toList();
    }

    private static String submit(Installation installation, Map.Entry<String, BidForm> operation) {
        Answer answer =
                installation
                        .deployment()
                        .demo()
                        .post("/api/v1/bids", operation.getValue().json(), operation.getKey());
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer.body().path("id").asString();
    }

    private static void endAll(
            Installation installation, List<String> ids, List<String> acknowledged) {
        SpotDockClient demo = installation.deployment().demo();
        String label = installation.deployment().installation();
        Invariants invariants =
                new Invariants(
                        installation.deployment(), () -> DockerEngine.runningAllocations(label));
        ids.forEach(id -> demo.await(id, "RUNNING", "COMPLETED"));
        invariants.hold(acknowledged);
        ids.forEach(id -> demo.delete("/api/v1/bids/" + id));
        ids.forEach(id -> demo.await(id, "CANCELLED", "COMPLETED"));
        invariants.hold(acknowledged);
        assertThat(DockerEngine.containers(label)).as("leaked containers").isEmpty();
    }
}
