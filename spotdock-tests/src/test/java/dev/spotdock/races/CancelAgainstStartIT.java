package dev.spotdock.races;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.harness.BidForm;
import dev.spotdock.harness.SpotDockApp;
import dev.spotdock.harness.SpotDockClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Bids of one wallet on one node are cancelled while they start: those that run stop a meter and
 * leave the node, those that do not leave the node and free a hold. All lock the same two rows.
 */
class CancelAgainstStartIT {

    private static final int ROUNDS = 4;
    private static final int BIDS = 50;
    private static final Duration RUNS = Duration.ofMinutes(10);

    private final SpotDockApp app = SpotDockApp.simulated();
    private final SpotDockClient demo = app.deployment().demo();
    private final List<String> ids = new ArrayList<>();

    @AfterEach
    void invariantsHold() {
        app.invariants().hold(ids);
    }

    @Test
    void neitherWaitsForTheOtherForEver() {
        Nodes.of(app, "racing").open("racing-cancel", ROUNDS * BIDS);
        long deadlocks = app.deployment().deadlocks();
        for (int round = 0; round < ROUNDS; round++) {
            submitAndCancel();
        }
        long started =
                ids.stream()
                        .map(demo::awaitFinal)
                        .filter(bid -> bid.path("allocation").path("startedAt").isString())
                        .count();
        System.out.printf("cancel against start: %d of %d had started%n", started, ids.size());
        assertThat(started).as("started").isBetween(1L, ids.size() - 1L);
        assertThat(app.deployment().deadlocks()).as("deadlocks").isEqualTo(deadlocks);
    }

    private void submitAndCancel() {
        List<String> bids =
                IntStream.range(0, BIDS)
                        .mapToObj(_ -> demo.submit(BidForm.sleeping(RUNS).pool("racing")))
                        .toList();
        ids.addAll(bids);
        try (ExecutorService bidders = Executors.newVirtualThreadPerTaskExecutor()) {
            bids.forEach(bid -> bidders.execute(() -> demo.delete("/api/v1/bids/" + bid)));
        }
    }
}
