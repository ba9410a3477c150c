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
import dev.spotdock.harness.SpotDockProcess;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** An orderly stop and a new start. */
class RestartIT {

    private static final Duration LONG = Duration.ofMinutes(10);

    @Test
    void containersRunOnAndNothingIsForgotten() {
        Backends.needDocker();
        try (Installation installation =
                new Installation("restart", "--spotdock.compute.provider=docker")) {
            String running;
            String waiting;
            JsonNode before;
            try (SpotDockProcess process = installation.start()) {
                SpotDockClient demo = installation.deployment().demo();
                assertThat(process.output()).contains("/swagger-ui.html");
                running = demo.submit(BidForm.sleeping(LONG).resources("20m", "8Mi"));
                waiting = demo.submit(BidForm.sleeping(LONG).resources("512", "1Gi"));
                before = demo.await(running, "RUNNING");
            }
            installation.start();
            SpotDockClient demo = installation.deployment().demo();
            String label = installation.deployment().installation();
            Invariants invariants =
                    new Invariants(
                            installation.deployment(),
                            () -> DockerEngine.runningAllocations(label));

            assertThat(status(demo.bid(waiting))).isEqualTo("SUBMITTED");
            JsonNode after = demo.bid(running);
            assertThat(status(after)).isEqualTo("RUNNING");
            for (String same : List.of("id", "containerId", "startedAt")) {
                assertThat(after.path("allocation").path(same))
                        .isEqualTo(before.path("allocation").path(same));
            }
            invariants.hold(List.of(running, waiting));
            demo.delete("/api/v1/bids/" + waiting);
            demo.delete("/api/v1/bids/" + running);
            demo.await(running, "CANCELLED");
            assertThat(micros(demo.wallet().path("held"))).isZero();
            invariants.hold(List.of(running, waiting));
            assertThat(DockerEngine.containers(label)).isEmpty();
        }
    }
}
