package dev.spotdock.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.spotdock.harness.BidForm;
import dev.spotdock.harness.SpotDockApp;
import dev.spotdock.harness.SpotDockClient;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Whoever runs pays what the losers make of it, from the moment on at which they do. */
class PriceFollowingIT {

    /** Half a slot at the floor of 0.01 per slot-hour. */
    private static final long AT_FLOOR = 5_000;

    /** What the loser offers for the same half slot: 0.01 a minute. */
    private static final long AT_LOSERS_PRICE = 600_000;

    private static final Duration SLICE = Duration.ofSeconds(10);

    private final SpotDockApp app = SpotDockApp.simulated();
    private final SpotDockClient demo = app.deployment().demo();

    private record Slice(long rate, OffsetDateTime from, OffsetDateTime to) {}

    @AfterEach
    void invariantsHold() {
        app.invariants().hold();
    }

    @Test
    void aRunningBidIsChargedMoreWhileAnotherLosesAndLessWhenItLeaves() {
        Capacity.of(app, "moving").open("moving-1", "500m", "64Mi");
        String winner = demo.submit(inMovingPool("0.06"));
        demo.await(winner, "RUNNING");
        awaitRate(winner, AT_FLOOR);
        String loser = demo.submit(inMovingPool("0.01"));
        awaitRate(winner, AT_LOSERS_PRICE);
        assertThat(SpotDockClient.status(demo.bid(loser))).isEqualTo("SUBMITTED");
        demo.delete("/api/v1/bids/" + loser);
        awaitRate(winner, AT_FLOOR);
        demo.delete("/api/v1/bids/" + winner);
        JsonNode ended = demo.await(winner, "CANCELLED");
        List<Slice> stretches = stretches(winner);
        assertThat(stretches)
                .extracting(Slice::rate)
                .containsExactly(AT_FLOOR, AT_LOSERS_PRICE, AT_FLOOR);
        assertThat(stretches.stream().skip(1).map(Slice::from))
                .containsExactlyElementsOf(ticks().stream().skip(1).toList());
        long accrued =
                stretches.stream()
                        .mapToLong(s -> s.rate * Duration.between(s.from, s.to).toMillis())
                        .sum();
        assertThat(SpotDockClient.micros(ended.path("charged"))).isEqualTo(accrued / 3_600_000);
    }

    /** Looked at by slices, it would run on until ten seconds are over. */
    @Test
    void aBudgetThatARisingPriceUsesUpEndsLongBeforeTheSlice() {
        Capacity.of(app, "rising").open("rising-1", "500m", "64Mi");
        String winner = demo.submit(in("rising", "0.6").budget("0.01"));
        demo.await(winner, "RUNNING");
        String loser = demo.submit(in("rising", "0.5"));
        JsonNode ended = demo.await(winner, "COMPLETED");
        demo.delete("/api/v1/bids/" + loser);
        demo.await(loser, "CANCELLED");
        assertThat(SpotDockClient.reason(ended)).isEqualTo("budget-exhausted");
        assertThat(SpotDockClient.micros(ended.path("charged"))).isEqualTo(10_000);
        JsonNode attempt = ended.path("allocation");
        assertThat(
                        Duration.between(
                                Instant.parse(attempt.path("startedAt").asString()),
                                Instant.parse(attempt.path("endedAt").asString())))
                .isLessThan(SLICE);
    }

    private void awaitRate(String bid, long microsPerHour) {
        await().atMost(SpotDockClient.PATIENCE)
                .untilAsserted(() ->
                        assertThat(
                                        demo.bid(bid)
                                                .path("allocation")
                                                .path("ratePerHourMicros")
                                                .asLong())
                                .isEqualTo(microsPerHour));
    }

    /** Its slices, those of one rate put together. */
    private List<Slice> stretches(String bid) {
        List<Slice> slices =
                app.deployment()
                        .database()
                        .sql(
                                """
                                select s.rate, s.from_at, s.to_at from billing.slice s
                                join billing.meter m on m.allocation_id = s.allocation_id
                                where m.bid_id = ?::uuid and s.voided_at is null order by s.from_at
                                """)
                        .param(bid)
                        .query((row, _) ->
                                new Slice(
                                        row.getLong(1),
                                        row.getObject(2, OffsetDateTime.class),
                                        row.getObject(3, OffsetDateTime.class)))
                        .list();
        List<Slice> stretches = new ArrayList<>();
        for (Slice slice : slices) {
            if (!stretches.isEmpty() && stretches.getLast().rate == slice.rate) {
                slice = new Slice(slice.rate, stretches.removeLast().from, slice.to);
            }
            stretches.add(slice);
        }
        return stretches;
    }

    private List<OffsetDateTime> ticks() {
        return app.deployment()
                .database()
                .sql("select at from auctions.price_tick where pool = 'moving' order by at")
                .query((row, _) -> row.getObject(1, OffsetDateTime.class))
                .list();
    }

    private static BidForm inMovingPool(String perMinute) {
        return in("moving", perMinute);
    }

    private static BidForm in(String pool, String perMinute) {
        return BidForm.sleeping(Duration.ofMinutes(10)).pool(pool).maxPrice(perMinute, "minute");
    }
}
