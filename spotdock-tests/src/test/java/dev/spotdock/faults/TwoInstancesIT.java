package dev.spotdock.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.harness.Backends;
import dev.spotdock.harness.BidForm;
import dev.spotdock.harness.SpotDockApp;
import dev.spotdock.harness.SpotDockClient;
import dev.spotdock.harness.SpotDockProcess;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import tools.jackson.databind.JsonNode;

/** Two processes on the same PostgreSQL and Redis; one of them is killed on the way. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TwoInstancesIT {

    private static final int BIDS_PER_EFFORT = 200;

    /** A key that is remembered for long ends elsewhere all the same. */
    private static final String[] ARGUMENTS = {
        "--spotdock.compute.provider=simulated",
        "--spotdock.compute.simulated.nodes=3",
        "--spotdock.web.security.key-cache-for=10m"
    };

    private static SpotDockApp one;
    private static SpotDockProcess two;

    @BeforeAll
    static void start() {
        one = SpotDockApp.with(ARGUMENTS);
        two =
                SpotDockProcess.start(
                        Backends.newFolder("second-"), one.deployment().arguments(ARGUMENTS));
    }

    @AfterAll
    static void stop() {
        if (two != null) {
            two.close();
        }
        if (one != null) {
            one.close();
        }
    }

    @Test
    @Order(1)
    void aRevokedKeyAndADisabledAccountEndOnEveryInstance() {
        SpotDockClient owner = one.newBidder(Instant.now());
        JsonNode made = owner.post("/api/v1/api-keys", Map.of("name", "doomed")).body();
        SpotDockClient elsewhere = new SpotDockClient(two.base(), made.path("secret").asString());
        assertThat(elsewhere.get("/api/v1/me").status()).isEqualTo(200);
        owner.delete("/api/v1/api-keys/" + made.path("id").asString());
        awaitRefused(elsewhere);
        SpotDockClient ownerElsewhere = new SpotDockClient(two.base(), owner.key());
        String account = ownerElsewhere.get("/api/v1/me").body().path("id").asString();
        one.deployment()
                .operator()
                .patch("/api/v1/accounts/" + account, Map.of("disabled", true), "*");
        awaitRefused(ownerElsewhere);
    }

    @Test
    @Order(2)
    void nothingHappensTwice() throws Exception {
        SpotDockClient first = one.deployment().demo();
        List<String> ids = submit(first, new SpotDockClient(two.base(), first.key()));
        ids.subList(0, ids.size() / 4).forEach(first::awaitFinal);
        two.kill();
        ids.forEach(id -> first.await(id, "COMPLETED"));
        assertThat(ids).doesNotHaveDuplicates();
        one.invariants().hold(ids);
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
