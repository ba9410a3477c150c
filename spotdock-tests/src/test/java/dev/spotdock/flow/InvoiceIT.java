package dev.spotdock.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.flow.BillReader.Line;
import dev.spotdock.harness.BidForm;
import dev.spotdock.harness.SpotDockApp;
import dev.spotdock.harness.SpotDockClient;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A month with evictions, a refund and price changes, and its invoice. */
class InvoiceIT {

    private static final String POOL = "billed";
    private static final long AT_FLOOR = 10_000;

    private final SpotDockApp app = SpotDockApp.simulated();
    private final SpotDockClient rival = app.deployment().demo();
    private final SpotDockClient tenant = app.newBidder(Instant.now());

    @AfterEach
    void invariantsHold() {
        app.invariants().hold();
    }

    @Test
    void aMonthsInvoiceIsRecomputedFromTheApiAlone() {
        deposit("5");
        Capacity.of(app, POOL).open("billed-1", "1", "2Gi");
        String bid = tenant.submit(oneSlot("1.00"));
        tenant.await(bid, "RUNNING"); // what has not started is displaced without a notice
        untilRate(bid, AT_FLOOR);
        String loser = rival.submit(oneSlot("0.50"));
        untilRate(bid, 500_000);
        evictedBy("2.00", bid); // soon after its start: free
        until(bid, b -> earlierAttempts(b) == 0);
        untilRate(bid, 500_000);
        rival.delete("/api/v1/bids/" + loser);
        untilRate(bid, AT_FLOOR);
        evictedBy("3.00", bid); // once a day only
        until(bid, b -> earlierAttempts(b) > 0);
        untilRate(bid, AT_FLOOR);
        tenant.delete("/api/v1/bids/" + bid);
        tenant.await(bid, "CANCELLED");

        JsonNode statement = tenant.get("/api/v1/invoices/current").body();
        assertThat(statement.path("state").asString()).isEqualTo("open");
        assertThat(tenant.get("/api/v1/invoices").body().path("items")).isEmpty();
        app.run("invoices", nextMonth());
        app.run("invoices", nextMonth());
        JsonNode invoices = tenant.get("/api/v1/invoices").body().path("items");
        assertThat(invoices.size()).as("two if a month ended meanwhile").isBetween(1, 2);
        List<Line> lines = new BillReader(tenant, POOL, 1_000_000).check();
        assertThat(lines).extracting(Line::allocation).containsOnly(allocations(lines));
        assertThat(lines.stream().filter(line -> line.kind().equals("refund"))).isNotEmpty();
        assertThat(lines.stream().map(Line::rate)).contains(AT_FLOOR, 500_000L);
        assertThat(tenant.get("/api/v1/bids/" + bid + "/history").text()).contains("\"outbid\"");
        if (invoices.size() == 1) {
            assertThat(tenant.get(path(invoices.get(0))).body().path("lines"))
                    .isEqualTo(statement.path("lines"));
        }
        assertThat(rival.get(path(invoices.get(0))).status()).isEqualTo(404);
    }

    private static String path(JsonNode invoice) {
        return "/api/v1/invoices/" + invoice.path("id").asString();
    }

    private static String[] allocations(List<Line> lines) {
        String[] allocations =
                lines.stream().map(Line::allocation).distinct().toArray(String[]::new);
        // the third attempt may be over before it costs a micro-unit
        assertThat(allocations).as("two evictions").hasSizeBetween(2, 3);
        return allocations;
    }

    /** Another account's bid takes the slot, after its notice, and gives it back. */
    private void evictedBy(String perHour, String victim) {
        int attempts = tenant.bid(victim).path("attempts").asInt();
        String dear = rival.submit(oneSlot(perHour));
        rival.await(dear, "RUNNING");
        rival.delete("/api/v1/bids/" + dear);
        rival.await(dear, "CANCELLED");
        until(victim, bid -> bid.path("attempts").asInt() == attempts + 1);
        tenant.await(victim, "RUNNING");
    }

    private void untilRate(String bid, long microsPerHour) {
        until(bid, b -> b.path("allocation").path("ratePerHourMicros").asLong() == microsPerHour);
    }

    /** What they were charged, net of refunds. */
    private static long earlierAttempts(JsonNode bid) {
        return SpotDockClient.micros(bid.path("charged"))
                - SpotDockClient.micros(bid.path("allocation").path("charged"));
    }

    private void until(String bid, Predicate<JsonNode> holds) {
        Awaitility.await("bid " + bid)
                .atMost(SpotDockClient.PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> tenant.bid(bid), holds);
    }

    private void deposit(String amount) {
        app.deployment().deposit(tenant, amount);
    }

    /** When the running month is closed at the latest. */
    private static Instant nextMonth() {
        return YearMonth.now(ZoneOffset.UTC)
                .plusMonths(1)
                .atDay(1)
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant()
                .plus(Duration.ofHours(2));
    }

    private static BidForm oneSlot(String perHour) {
        return BidForm.sleeping(Duration.ofMinutes(10))
                .resources("1", "2Gi")
                .maxPrice(perHour, "hour")
                .pool(POOL);
    }
}
