package dev.spotdock.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Bids carried from submission to COMPLETED on simulated nodes with room for all: offered at one
 * rate after the other until one makes the backlog grow for good twice, and once more in between.
 */
final class LifeBenchmark {

    static final String BID =
            """
            {"pool": "default", "resources": {"cpu": "100m", "memory": "64Mi"},
             "maxPrice": {"amount": "1", "currency": "USD", "per": "hour"},
             "container": {"image": "busybox:1.37", "command": ["true"]}}
            """;

    private static final double[] RATES = {20, 40, 80, 120, 160, 240, 320, 480, 640, 810, 1000};
    private static final double WARM_UP_RATE = 20;
    private static final Duration WARM_UP = Duration.ofSeconds(40);
    private static final Duration STEP = Duration.ofSeconds(15);

    /** A later issue's, per second on two cores. */
    private static final double GOAL = 810;

    private final Installation installation;

    LifeBenchmark(Installation installation) {
        this.installation = installation;
    }

    Measured run() throws Exception {
        OfferedLoad load = new OfferedLoad(installation, Bidders.create(installation), BID);
        load.offer(WARM_UP_RATE, WARM_UP);
        List<OfferedLoad.Step> steps = new ArrayList<>();
        OfferedLoad.@Nullable Step kept = null;
        Map<String, Object> profile = Map.of();
        for (double rate : RATES) {
            OfferedLoad.Step step = load.offer(rate, STEP);
            steps.add(step);
            if (!step.kept()) {
                // Once more: what fell behind may have been code that was not compiled yet.
                Profile recording = Profile.start();
                step = load.offer(rate, STEP);
                profile = recording.stop();
                steps.add(step);
            }
            if (!step.kept()) {
                break;
            }
            kept = step;
        }
        OfferedLoad.Step last = steps.getLast();
        if (kept != null && !last.kept()) {
            OfferedLoad.Step between = load.offer((kept.offered() + last.offered()) / 2, STEP);
            steps.add(between);
            kept = between.kept() ? between : kept;
        }
        if (kept == null) {
            throw new IllegalStateException("fell behind at every rate: " + steps);
        }
        installation.invariantsHold();
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("goalOfALaterIssue", GOAL);
        details.put("steps", steps.stream().map(OfferedLoad.Step::figures).toList());
        details.put("profileWhileFallingBehind", profile);
        return new Measured(
                "whole-life",
                "bids carried from submission to COMPLETED, simulated provider",
                "per second",
                kept.completed(),
                null,
                null,
                details);
    }
}
