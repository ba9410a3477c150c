package dev.spotdock.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.harness.Backends;
import dev.spotdock.harness.BidForm;
import dev.spotdock.harness.SpotDockApp;
import dev.spotdock.harness.SpotDockClient;
import dev.spotdock.harness.SpotDockProcess;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Two processes on the same PostgreSQL and Redis; one of them is killed on the way. */
class TwoInstancesIT {

    private static final int BIDS_PER_EFFORT = 200;

    @Test
    void nothingHappensTwice() throws Exception {
        List<String> ids;
        try (SpotDockApp one =
                SpotDockApp.with(
                        "--spotdock.compute.provider=simulated",
                        "--spotdock.compute.simulated.nodes=3")) {
            SpotDockClient first = one.deployment().demo();
            SpotDockProcess two =
                    SpotDockProcess.start(
                            Backends.newFolder("second-"),
                            one.deployment()
                                    .arguments(
                                            "--spotdock.compute.provider=simulated",
                                            "--spotdock.compute.simulated.nodes=3"));
            ids = submit(first, new SpotDockClient(two.base(), first.key()));
            ids.subList(0, ids.size() / 4).forEach(first::awaitFinal);
            two.kill();
            ids.forEach(id -> first.await(id, "COMPLETED"));
            assertThat(ids).doesNotHaveDuplicates();
            one.invariants().hold(ids);
        }
    }

    @Test
    void aRevokedKeyAndADisabledAccountEndOnEveryInstance() {
        String remembered = "--spotdock.web.security.key-cache-for=10m";
        try (SpotDockApp one =
                        SpotDockApp.with("--spotdock.compute.provider=simulated", remembered);
                SpotDockProcess two =
                        SpotDockProcess.start(
                                Backends.newFolder("second-"),
                                one.deployment()
                                        .arguments(
                                                "--spotdock.compute.provider=simulated",
                                                remembered))) {
            SpotDockClient owner = one.deployment().demo();
            JsonNode made = owner.post("/api/v1/api-keys", Map.of("name", "doomed")).body();
            SpotDockClient elsewhere =
                    new SpotDockClient(two.base(), made.path("secret").asString());
            assertThat(elsewhere.get("/api/v1/me").status()).isEqualTo(200);
            owner.delete("/api/v1/api-keys/" + made.path("id").asString());
            awaitRefused(elsewhere);
            SpotDockClient demoElsewhere = new SpotDockClient(two.base(), owner.key());
            String demo = demoElsewhere.get("/api/v1/me").body().path("id").asString();
            one.deployment()
                    .operator()
                    .patch("/api/v1/accounts/" + demo, Map.of("disabled", true), "*");
            awaitRefused(demoElsewhere);
        }
    }

    private static void awaitRefused(SpotDockClient client) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(2))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> client.get("/api/v1/me").status() == 401);
    }

    private static List<String> submit(SpotDockClient first, SpotDockClient second)
            throws ExecutionException, InterruptedException {
        try (ExecutorService clients = Executors.newFixedThreadPool(8)) {
            List<Future<String>> answers =
                    IntStream.range(0, BIDS_PER_EFFORT * Backends.effort())
                            .mapToObj(i ->
                                    clients.submit(
                                            () -> (i % 2 == 0 ? first : second).submit(bid(i))))
                            .toList();
            List<String> ids = new java.util.ArrayList<>();
            for (Future<String> answer : answers) {
                ids.add(answer.get());
            }
            return ids;
        }
    }

    private static BidForm bid(int i) {
        return BidForm.sleeping(Duration.ofSeconds(1 + i % 3))
                .resources("250m", "64Mi")
                .maxPrice("0.0" + (1 + i % 9), "minute");
    }
}
