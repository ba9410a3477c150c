package dev.spotdock.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.harness.BidForm;
import dev.spotdock.harness.SpotDockApp;
import dev.spotdock.harness.SpotDockClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Who runs first, and what he pays. */
class OrderAndPriceIT {

    private static final Duration LONG = Duration.ofMinutes(10);
    private static final Duration SHORT = Duration.ofSeconds(1);

    private final SpotDockApp app = SpotDockApp.simulated();
    private final SpotDockClient demo = app.deployment().demo();

    @AfterEach
    void invariantsHold() {
        app.invariants().hold();
    }

    @Test
    void dearestFirstAndWithinAPriceFirstComeFirstServed() {
        Capacity.of(app, "tight").open("tight-1", "500m", "64Mi");
        String blocker = demo.submit(inTightPool("0.60"));
        demo.await(blocker, "RUNNING");
        String cheap = demo.submit(inTightPool("0.06").maxRuntime(SHORT));
        String first = demo.submit(inTightPool("0.12").maxRuntime(SHORT));
        String second = demo.submit(inTightPool("0.12").maxRuntime(SHORT));
        String dear = demo.submit(inTightPool("0.24").maxRuntime(SHORT));
        demo.delete("/api/v1/bids/" + blocker);
        List<JsonNode> done = new ArrayList<>();
        for (String id : List.of(cheap, first, second, dear)) {
            done.add(demo.await(id, "COMPLETED"));
        }
        done.sort(
                Comparator.comparing(
                        bid -> Instant.parse(bid.path("allocation").path("matchedAt").asString())));
        assertThat(done.stream().map(bid -> bid.path("id").asString()))
                .containsExactly(dear, first, second, cheap);
    }

    @Test
    void whatDoesNotFitBlocksNobody() {
        Capacity.of(app, "tight").open("tight-1", "500m", "64Mi");
        String giant = demo.submit(inTightPool("9.00").resources("64", "64Gi"));
        String small = demo.submit(inTightPool("0.06").maxRuntime(SHORT));
        demo.await(small, "COMPLETED");
        assertThat(SpotDockClient.status(demo.bid(giant))).isEqualTo("SUBMITTED");
        demo.delete("/api/v1/bids/" + giant);
    }

    @Test
    void payAsBidChargesTheMaximum() {
        Capacity.of(app, "tight").open("tight-1", "500m", "64Mi");
        JsonNode bid = ranFor(inTightPool("0.06"));
        assertThat(bid.path("allocation").path("ratePerHourMicros").asLong()).isEqualTo(3_600_000);
    }

    @Test
    void uniformChargesTheFloorWhileNobodyLoses() {
        JsonNode bid = ranFor(BidForm.sleeping(LONG).maxPrice("0.06", "minute"));
        // 0.01 per slot-hour, half a slot
        assertThat(bid.path("allocation").path("ratePerHourMicros").asLong()).isEqualTo(5_000);
    }

    private JsonNode ranFor(BidForm form) {
        return demo.await(demo.submit(form.maxRuntime(SHORT)), "COMPLETED");
    }

    private static BidForm inTightPool(String perMinute) {
        return BidForm.sleeping(LONG).pool("tight").maxPrice(perMinute, "minute");
    }
}
