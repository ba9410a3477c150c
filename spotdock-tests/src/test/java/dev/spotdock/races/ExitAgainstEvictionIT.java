package dev.spotdock.races;

import static dev.spotdock.harness.SpotDockClient.reason;
import static dev.spotdock.harness.SpotDockClient.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.harness.Backends;
import dev.spotdock.harness.BidForm;
import dev.spotdock.harness.SpotDockApp;
import dev.spotdock.harness.SpotDockClient;
import dev.spotdock.harness.SpotDockClient.Answer;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Workloads that end by themselves just when their notices run out. */
class ExitAgainstEvictionIT {

    private static final int ROUNDS = Backends.effort();
    private static final int ROUNDS_MORE = 5;
    private static final int BIDS = 20;
    private static final Duration RUNS = Duration.ofSeconds(4);

    /** The pool's. */
    private static final Duration NOTICE = Duration.ofSeconds(1);

    /** Deadlines fall from so much before the exits to as much after. */
    private static final Duration AROUND = Duration.ofMillis(400);

    private final SpotDockApp app = SpotDockApp.simulated();
    private final SpotDockClient demo = app.deployment().demo();
    private final List<String> ids = new ArrayList<>();

    @AfterEach
    void invariantsHold() {
        app.invariants().hold(ids);
    }

    @Test
    void whicheverComesFirstEndsTheBid() throws Exception {
        Nodes.of(app, "racing").open("racing-1", BIDS);
        int completed = 0;
        Duration lead = Duration.ZERO; // a busy machine drills late
        for (int round = 0; round < ROUNDS + ROUNDS_MORE; round++) {
            if (round >= ROUNDS && completed > 0 && completed < ids.size()) {
                break;
            }
            int exited = round(lead);
            completed += exited;
            lead = exited == BIDS ? lead.plus(AROUND) : exited == 0 ? lead.minus(AROUND) : lead;
        }
        System.out.printf("exit against eviction: %d to %d%n", completed, ids.size() - completed);
        assertThat(completed).as("exited first").isPositive().isLessThan(ids.size());
    }

    private int round(Duration lead) throws Exception {
        List<String> bids =
                IntStream.range(0, BIDS)
                        .mapToObj(_ ->
                                demo.submit(
                                        BidForm.sleeping(RUNS)
                                                .pool("racing")
                                                .with("onEviction", "terminate")))
                        .toList();
        ids.addAll(bids);
        List<Future<Answer>> drills = new ArrayList<>();
        try (ScheduledExecutorService clock = Executors.newScheduledThreadPool(2)) {
            for (int i = 0; i < BIDS; i++) {
                String drill = "/api/v1/bids/%s/eviction-drill".formatted(bids.get(i));
                Instant started = startedAt(demo.await(bids.get(i), "RUNNING", "COMPLETED"));
                Duration early =
                        AROUND.minus(AROUND.multipliedBy(2).multipliedBy(i).dividedBy(BIDS));
                Instant at = started.plus(RUNS).minus(NOTICE).minus(early).minus(lead);
                drills.add(
                        clock.schedule(
                                () -> demo.post(drill, Map.of()),
                                Duration.between(now(), at).toMillis(),
                                TimeUnit.MILLISECONDS));
            }
            int completed = 0;
            for (int i = 0; i < BIDS; i++) {
                Answer drill = drills.get(i).get();
                completed += endedAsItShould(drill, demo.awaitFinal(bids.get(i))) ? 1 : 0;
            }
            return completed;
        }
    }

    private static Instant startedAt(JsonNode bid) {
        return Instant.parse(bid.path("allocation").path("startedAt").asString());
    }

    /** By the clock that the application goes by. */
    private Instant now() {
        return app.deployment()
                .database()
                .sql("select clock_timestamp()")
                .query(OffsetDateTime.class)
                .single()
                .toInstant();
    }

    /** Yields whether it was completed. */
    private static boolean endedAsItShould(Answer drill, JsonNode bid) {
        if (drill.status() == 409) {
            assertThat(status(bid)).as("over before the drill").isEqualTo("COMPLETED");
            return true;
        }
        assertThat(drill.status()).as(drill.text()).isIn(200, 202);
        Instant deadline = Instant.parse(drill.body().path("eviction").path("deadline").asString());
        Instant ended = Instant.parse(bid.path("allocation").path("endedAt").asString());
        if (ended.isBefore(deadline)) {
            assertThat(status(bid)).as("exited in time: %s", bid).isEqualTo("COMPLETED");
        }
        if (status(bid).equals("COMPLETED")) {
            assertThat(reason(bid)).isEqualTo("exited");
            return true;
        }
        assertThat(status(bid)).isEqualTo("EVICTED");
        assertThat(reason(bid)).isEqualTo("drill");
        return false;
    }
}
