package dev.spotdock.flow;

import static dev.spotdock.harness.SpotDockClient.micros;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.harness.Sales;
import dev.spotdock.harness.SpotDockApp;
import dev.spotdock.harness.SpotDockClient;
import dev.spotdock.harness.SpotDockClient.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Who wins and does not pay in time: the next one wins, without the defaulter's bids. */
class UnpaidLotIT {

    /** The application in which the time to pay is short. */
    private final SpotDockApp app = SpotDockApp.docker();

    private final SpotDockClient operator = app.deployment().operator();
    private final SpotDockClient seller = app.newBidder(Instant.now());
    private final Sales sales = Sales.of(seller, operator);
    private final SpotDockClient poor = app.newBidder(Instant.now());
    private final SpotDockClient rich = app.newBidder(Instant.now());

    @Test
    void theNextOneWinsAtThePriceWithoutTheDefaulter() {
        app.deployment().deposit(rich, "1000");
        String auction = sales.draft(Duration.ofHours(1));
        String lot = sales.lot(auction);
        sales.open(auction);
        assertThat(bid(rich, lot, "150").status()).isEqualTo(201);
        assertThat(bid(poor, lot, "400").status()).isEqualTo(201);
        assertThat(operator.post("/api/v1/auctions/" + auction + "/close", "{}").status())
                .isEqualTo(200);
        JsonNode first = sales.await(lot, "SOLD");
        assertThat(first.at("/winner/amount/amount").asString()).isEqualTo("400");
        assertThat(first.path("round").asInt()).isEqualTo(1);

        JsonNode settled = sales.await(lot, "SETTLED");
        assertThat(settled.path("round").asInt()).isEqualTo(2);
        assertThat(settled.at("/winner/alias").asString()).isEqualTo("bidder-1");
        assertThat(settled.at("/winner/sequence").asInt()).isEqualTo(1);
        assertThat(settled.at("/winner/amount/amount").asString()).isEqualTo("150");
        assertThat(micros(rich.wallet().path("balance"))).isEqualTo(850_000_000);
        assertThat(micros(rich.wallet().path("held"))).isZero();
        assertThat(poor.get("/api/v1/invoices").text()).doesNotContain("purchase");

        String other = sales.openLot();
        Awaitility.await("the defaulter may not bid")
                .atMost(SpotDockClient.PATIENCE)
                .until(() -> bid(poor, other, "100").status() == 403);
        String lift = "/api/v1/accounts/" + poor.accountId() + "/lift-default";
        assertThat(seller.post(lift, "{}").status()).isEqualTo(403);
        assertThat(operator.post(lift, "{}").body().path("lifted").asBoolean()).isTrue();
        Awaitility.await("the operator has lifted it")
                .atMost(SpotDockClient.PATIENCE)
                .until(() -> bid(poor, other, "100").status() == 201);
        app.invariants().hold();
    }

    private static Answer bid(SpotDockClient bidder, String lot, String amount) {
        return bidder.post(
                "/api/v1/lots/" + lot + "/bids", Map.of("amount", Map.of("amount", amount)));
    }
}
