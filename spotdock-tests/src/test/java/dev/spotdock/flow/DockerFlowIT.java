package dev.spotdock.flow;

import static dev.spotdock.harness.SpotDockClient.micros;
import static dev.spotdock.harness.SpotDockClient.reason;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.model.Capability;
import dev.spotdock.harness.BidForm;
import dev.spotdock.harness.DockerEngine;
import dev.spotdock.harness.SpotDockApp;
import dev.spotdock.harness.SpotDockClient;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A bid becomes a real, metered container. */
class DockerFlowIT {

    private static final Duration LONG = Duration.ofMinutes(10);
    private static final String IMAGE = "busybox:1.37";

    private static SpotDockApp app;
    private static SpotDockClient demo;

    @BeforeAll
    static void start() {
        app = SpotDockApp.docker();
        demo = app.deployment().demo();
    }

    @AfterEach
    void invariantsHoldAndNoContainerIsLeft() {
        app.invariants().hold();
        assertThat(DockerEngine.containers(app.installation())).isEmpty();
    }

    @Test
    void runsInAContainerWhoseLimitsTheEngineConfirms() {
        String id = demo.submit(BidForm.sleeping(LONG).resources("250m", "32Mi"));
        JsonNode allocation = demo.await(id, "RUNNING").path("allocation");
        InspectContainerResponse container =
                DockerEngine.inspect(allocation.path("containerId").asString());
        var limits = container.getHostConfig();

        assertThat(allocation.path("image").asString())
                .as("a digest, or the id of an image that no registry knows")
                .contains("sha256:")
                .matches(image -> image.contains("@") || image.equals(container.getImageId()));
        assertThat(container.getName()).isEqualTo("/spotdock-" + allocation.path("id").asString());
        assertThat(container.getConfig().getLabels())
                .containsEntry("spotdock.bid", id)
                .containsEntry("spotdock.allocation", allocation.path("id").asString())
                .containsEntry("spotdock.installation", app.installation());
        assertThat(limits.getMemory()).isEqualTo(32L << 20);
        assertThat(limits.getMemorySwap()).isEqualTo(32L << 20);
        assertThat(cpuMillis(container)).isEqualTo(250);
        assertThat(limits.getPidsLimit()).isPositive();
        assertThat(limits.getCapDrop()).containsExactly(Capability.ALL);
        assertThat(limits.getSecurityOpts()).anyMatch(o -> o.startsWith("no-new-privileges"));
        assertThat(limits.getPrivileged()).isFalse();

        assertThat(demo.delete("/api/v1/bids/" + id).status()).isEqualTo(202);
        JsonNode bid = demo.await(id, "CANCELLED");
        assertThat(micros(bid.path("charged"))).isEqualTo(BidLifecycleIT.due(bid));
    }

    @Test
    void showsTheLogWhileItRunsAndAfterwards() {
        String id =
                demo.submit(
                        BidForm.of(IMAGE, "sh", "-c", "echo hello from $NAME; sleep 2; exit 3"));
        JsonNode bid = demo.await(id, "COMPLETED");
        assertThat(bid.path("allocation").path("exitCode").asInt()).isEqualTo(3);
        assertThat(reason(bid)).isEqualTo("exited");
        assertThat(demo.get("/api/v1/bids/" + id + "/logs").text()).contains("hello from");
        assertThat(micros(bid.path("charged"))).isEqualTo(BidLifecycleIT.due(bid));
    }

    @Test
    void failsForFreeWhenTheImageIsMissing() {
        long before = micros(demo.wallet().path("balance"));
        JsonNode bid =
                demo.await(
                        demo.submit(BidForm.of("localhost:1/no/such-image:1", "true")), "FAILED");
        assertThat(reason(bid)).isEqualTo("image-pull-failed");
        assertThat(micros(bid.path("charged"))).isZero();
        assertThat(micros(demo.wallet().path("balance"))).isEqualTo(before);
        assertThat(micros(demo.wallet().path("held"))).isZero();
    }

    @Test
    void refusesAnImageThatIsNotOnTheListAtOnce() {
        SpotDockClient.Answer answer =
                demo.post("/api/v1/bids", BidForm.of("evil.example/busybox:1.37", "true").json());
        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.body().path("errors").path(0).path("pointer").asString())
                .isEqualTo("/container/image");
        assertThat(answer.text()).contains("allow-list");
    }

    @Test
    void stopsAtItsMaximumRuntime() {
        JsonNode bid =
                demo.await(
                        demo.submit(BidForm.sleeping(LONG).maxRuntime(Duration.ofSeconds(2))),
                        "COMPLETED");
        assertThat(reason(bid)).isEqualTo("max-runtime");
    }

    private static long cpuMillis(InspectContainerResponse container) {
        Long nano = container.getHostConfig().getNanoCPUs();
        if (nano != null && nano > 0) {
            return nano / 1_000_000;
        }
        return 1000
                * Objects.requireNonNull(container.getHostConfig().getCpuQuota())
                / Objects.requireNonNull(container.getHostConfig().getCpuPeriod());
    }
}
