package dev.spotdock.races;

import static dev.spotdock.harness.SpotDockClient.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.harness.Backends;
import dev.spotdock.harness.BidForm;
import dev.spotdock.harness.SpotDockApp;
import dev.spotdock.harness.SpotDockClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The only node is removed while a bid is being matched to it. */
class NodeRemovedAgainstMatchIT {

    private static final int ROUNDS = 6 * Backends.effort();
    private static final String POOL = "removed";
    private static final long STEP_MILLIS = 10;

    /** In every fourth round, so that the bid runs in some even on a slow machine. */
    private static final long LATE_MILLIS = 1_000;

    private final SpotDockApp app = SpotDockApp.simulated();
    private final SpotDockClient demo = app.deployment().demo();
    private final Nodes nodes = Nodes.of(app, POOL);
    private final List<String> ids = new ArrayList<>();

    @AfterEach
    void invariantsHold() {
        app.invariants().hold(ids);
    }

    /** Whoever lost gets more time in the next round, so that it is a close thing in most. */
    @Test
    void eitherTheBidRunsThereOrTheNodeIsGoneAndTheBidWaits() throws Exception {
        long removeAfter = 0;
        long step = STEP_MILLIS;
        boolean removedLast = true;
        int removals = 0;
        int lost = 0;
        for (int round = 0; round < ROUNDS; round++) {
            String node = "removed-" + round;
            nodes.open(node, 1);
            boolean late = round % 4 == 3;
            boolean removed = race(node, removeAfter + (late ? LATE_MILLIS : 0));
            String bid = ids.getLast();
            if (!late) {
                step = removed == removedLast ? 2 * step : STEP_MILLIS;
                removedLast = removed;
                removeAfter = Math.max(0, removeAfter + (removed ? step : -step));
            }
            if (removed) {
                lost += waitsAgain(bid) ? 1 : 0;
                removals++;
            } else {
                JsonNode running = demo.await(bid, "RUNNING");
                assertThat(running.path("allocation").path("node").asString()).isEqualTo(node);
            }
            demo.delete("/api/v1/bids/" + bid);
            demo.await(bid, "CANCELLED");
            Awaitility.await("nothing is left on " + node)
                    .atMost(SpotDockClient.PATIENCE)
                    .until(() -> nodes.remove(node) != 409);
            app.invariants().hold();
        }
        System.out.printf(
                "match against removal: %d to %d, %d told as lost%n",
                ROUNDS - removals, removals, lost);
        assertThat(removals).as("removed first").isPositive().isLessThan(ROUNDS);
    }

    /** Yields whether the node was removed. */
    private boolean race(String node, long removeAfter) throws Exception {
        try (ScheduledExecutorService threads = Executors.newScheduledThreadPool(2)) {
            Future<Integer> removal =
                    threads.schedule(() -> nodes.remove(node), removeAfter, TimeUnit.MILLISECONDS);
            Future<String> submission =
                    threads.submit(
                            () -> demo.submit(BidForm.sleeping(Duration.ofMinutes(10)).pool(POOL)));
            ids.add(submission.get());
            assertThat(removal.get()).isIn(200, 409);
            return removal.get() == 200;
        }
    }

    /** Yields whether it was matched before, and told that its node is lost. */
    private boolean waitsAgain(String bid) {
        Awaitility.await("bid waits")
                .atMost(SpotDockClient.PATIENCE)
                .until(() -> status(demo.bid(bid)).equals("SUBMITTED"));
        boolean matched = demo.bid(bid).path("attempts").asInt() > 0;
        assertThat(demo.get("/api/v1/bids/%s/history".formatted(bid)).text().contains("node-lost"))
                .isEqualTo(matched);
        return matched;
    }
}
