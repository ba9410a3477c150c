package dev.spotdock.flow;

import static dev.spotdock.harness.SpotDockClient.micros;
import static dev.spotdock.harness.SpotDockClient.reason;
import static dev.spotdock.harness.SpotDockClient.status;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.command.InspectContainerResponse;
import dev.spotdock.harness.BidForm;
import dev.spotdock.harness.DockerEngine;
import dev.spotdock.harness.Sales;
import dev.spotdock.harness.SpotDockApp;
import dev.spotdock.harness.SpotDockClient;
import dev.spotdock.harness.SpotDockClient.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * All of a node is auctioned while somebody's container runs there: that one is told in time and
 * goes, the winner's runs through the window whatever others pay, and the market has it back.
 */
class ReservedDockerIT {

    private static final Duration LONG = Duration.ofMinutes(10);
    private static final Duration NOTICE = SpotDockApp.DOCKER_NOTICE;

    /** As the application is started with. */
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(1);

    private static final Duration PAYMENT_DEADLINE = SpotDockApp.DOCKER_PAYMENT_DEADLINE;
    private static final Duration AUCTION = Duration.ofSeconds(4);

    /** Longer than a minimum run and a notice: time enough to stop what is not kept. */
    private static final Duration WINDOW = Duration.ofSeconds(10);

    private final SpotDockApp app = SpotDockApp.docker();
    private final SpotDockClient operator = app.deployment().operator();
    private final SpotDockClient spot = app.deployment().demo();
    private final SpotDockClient winner = rich();
    private final SpotDockClient loser = rich();
    private final Sales sales = new Sales(operator);

    private SpotDockClient rich() {
        SpotDockClient bidder = app.newBidder(Instant.now());
        app.deployment().deposit(bidder, "1000");
        return bidder;
    }

    @Test
    void aBlockThatWasWonRunsThroughItsWindow() {
        String cheap = spot.submit(wholeNode("0.06"));
        String cheapContainer = container(spot.await(cheap, "RUNNING"));

        JsonNode reservation = win();
        Instant from = instant(reservation, "from");
        Instant to = instant(reservation, "to");
        String reserved = winner.submit(wholeNode("1").reserved(reservation.path("id").asString()));
        assertThat(Instant.now()).as("bought before its window").isBefore(from);
        assertThat(status(winner.bid(reserved))).isEqualTo("SUBMITTED");

        JsonNode noticed = spot.awaitNotice(cheap);
        Instant deadline = instant(noticed, "deadline");
        assertThat(noticed.path("reason").asString()).isEqualTo("reservation");
        assertThat(deadline).isEqualTo(from.minus(STOP_TIMEOUT));
        assertThat(Duration.between(instant(noticed, "noticedAt"), deadline))
                .as("its whole notice")
                .isGreaterThanOrEqualTo(NOTICE);
        assertThat(DockerEngine.isRunning(cheapContainer)).as("runs until the deadline").isTrue();

        JsonNode started = winner.await(reserved, "RUNNING");
        assertThat(instant(started.path("allocation"), "startedAt")).isBetween(from, to);
        assertThat(started.path("allocation").path("node")).isEqualTo(reservation.path("node"));
        JsonNode evicted = spot.bid(cheap);
        assertThat(status(evicted)).as("back in the book").isEqualTo("SUBMITTED");
        assertThat(reason(evicted)).isNotEqualTo("running");
        assertThat(instant(evicted.path("allocation"), "endedAt"))
                .as("gone when the window opens, and not before it was told to")
                .isBetween(deadline, from);
        isTheBids(reserved, container(started));

        String dear = spot.submit(wholeNode("5"));
        Awaitility.await("the window is over")
                .atMost(SpotDockClient.PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .until(
                        () -> {
                            JsonNode now = winner.bid(reserved);
                            assertThat(now.path("eviction").isNull()).as("%s", now).isTrue();
                            return now;
                        },
                        now -> status(now).equals("COMPLETED"));
        JsonNode ended = winner.bid(reserved);
        assertThat(reason(ended)).isEqualTo("reservation");
        assertThat(ended.path("attempts").asInt()).isEqualTo(1);
        assertThat(instant(ended.path("allocation"), "endedAt"))
                .isBetween(to, to.plus(STOP_TIMEOUT).plusSeconds(2));
        assertThat(micros(ended.path("charged"))).isZero();
        assertThat(winner.get("/api/v1/reservations").text()).contains("ENDED");

        JsonNode after = spot.await(dear, "RUNNING");
        assertThat(instant(after.path("allocation"), "startedAt")).isAfterOrEqualTo(to);
        assertThat(DockerEngine.isRunning(container(after))).isTrue();
        for (String bid : List.of(cheap, dear)) {
            spot.delete("/api/v1/bids/" + bid);
            spot.await(bid, "CANCELLED");
        }
        app.invariants().hold();
        assertThat(DockerEngine.containers(app.installation())).isEmpty();
    }

    /** All of the node's one CPU, in a container that ends when it is told to. */
    private static BidForm wholeNode(String perMinute) {
        return BidForm.of(
                        "busybox:1.37",
                        "sh",
                        "-c",
                        "trap 'exit 0' TERM; sleep %d & wait".formatted(LONG.toSeconds()))
                .resources("1", "64Mi")
                .maxPrice(perMinute, "minute");
    }

    /** Auctions the node, has two bid for it, and the better one pay; yields the reservation. */
    private JsonNode win() {
        Instant start = Instant.ofEpochMilli(Instant.now().plusSeconds(1).toEpochMilli());
        Instant end = start.plus(AUCTION);
        Instant from = end.plus(PAYMENT_DEADLINE);
        String auction = sales.auction(start, end);
        String lot =
                sales.made(
                        "/api/v1/auctions/" + auction + "/lots",
                        Map.of(
                                "item",
                                Map.of(
                                        "capacityBlock",
                                        Map.of(
                                                "pool",
                                                "default",
                                                "resources",
                                                Map.of("cpu", "1", "memory", "64Mi"),
                                                "from",
                                                from.toString(),
                                                "to",
                                                from.plus(WINDOW).toString())),
                                "startingPrice",
                                Map.of("amount", "10"),
                                "increment",
                                Map.of("amount", "1")));
        sales.open(auction);
        bid(winner, lot, "20");
        bid(loser, lot, "15");
        assertThat(sales.await(lot, "SETTLED").at("/winner/amount/amount").asString())
                .isEqualTo("20");
        assertThat(loser.get("/api/v1/reservations").body().path("items")).isEmpty();
        JsonNode reservation = winner.get("/api/v1/reservations").body().path("items").path(0);
        assertThat(reservation.path("lotId").asString()).isEqualTo(lot);
        assertThat(instant(reservation, "from")).isEqualTo(from);
        return reservation;
    }

    private static void bid(SpotDockClient bidder, String lot, String amount) {
        Answer answer =
                bidder.post(
                        "/api/v1/lots/" + lot + "/bids",
                        Map.of("amount", Map.of("amount", amount)));
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    }

    private void isTheBids(String bid, String container) {
        InspectContainerResponse real = DockerEngine.inspect(container);
        assertThat(DockerEngine.isRunning(container)).isTrue();
        assertThat(real.getConfig().getLabels())
                .containsEntry("spotdock.bid", bid)
                .containsEntry("spotdock.installation", app.installation());
        assertThat(DockerEngine.runningAllocations(app.installation())).hasSize(1);
    }

    private static String container(JsonNode bid) {
        return bid.path("allocation").path("containerId").asString();
    }

    private static Instant instant(JsonNode node, String field) {
        return Instant.parse(node.path(field).asString());
    }
}
