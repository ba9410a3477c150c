package dev.spotdock.races;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.harness.Backends;
import dev.spotdock.harness.BidForm;
import dev.spotdock.harness.SpotDockApp;
import dev.spotdock.harness.SpotDockClient;
import dev.spotdock.harness.SpotDockClient.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The price of work that exits is changed until it is too late: both lock the bid, and the one
 * wallet of all of them.
 */
class RepriceAgainstExitIT {

    private static final int ROUNDS = Backends.effort();
    private static final int BIDS = 20;
    private static final Duration RUNS = Duration.ofSeconds(3);

    private final SpotDockApp app = SpotDockApp.simulated();
    private final SpotDockClient demo = app.deployment().demo();
    private final List<String> ids = new ArrayList<>();

    @AfterEach
    void invariantsHold() {
        app.invariants().hold(ids);
    }

    @Test
    void neitherWaitsForTheOtherForEver() throws Exception {
        Nodes.of(app, "racing").open("racing-reprice", BIDS);
        long deadlocks = app.deployment().deadlocks();
        int changed = 0;
        for (int round = 0; round < ROUNDS; round++) {
            changed += round();
        }
        System.out.printf(
                "reprice against exit: %d changed before %d exits%n", changed, ids.size());
        assertThat(changed).as("changed").isGreaterThan(ids.size());
        assertThat(app.deployment().deadlocks()).as("deadlocks").isEqualTo(deadlocks);
    }

    private int round() throws Exception {
        List<String> bids =
                IntStream.range(0, BIDS)
                        .mapToObj(_ -> demo.submit(BidForm.sleeping(RUNS).pool("racing")))
                        .toList();
        ids.addAll(bids);
        try (ExecutorService bidders = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> changes =
                    bids.stream().map(bid -> bidders.submit(() -> repriceToTheEnd(bid))).toList();
            int changed = 0;
            for (Future<Integer> change : changes) {
                changed += change.get();
            }
            return changed;
        }
    }

    /** Up and up; yields how often it was accepted. */
    private int repriceToTheEnd(String bid) {
        demo.await(bid, "RUNNING", "COMPLETED");
        int changed = 0;
        while (true) {
            String price = "0.%d".formatted(100_000 + changed);
            Answer answer = demo.patch("/api/v1/bids/" + bid, price(price), "*");
            if (answer.status() == 409) {
                assertThat(demo.awaitFinal(bid).path("status").asString()).isEqualTo("COMPLETED");
                return changed;
            }
            assertThat(answer.status()).as(answer.text()).isEqualTo(200);
            changed++;
        }
    }

    private static Map<String, Object> price(String amount) {
        return Map.of("maxPrice", Map.of("amount", amount, "currency", "USD", "per", "minute"));
    }
}
