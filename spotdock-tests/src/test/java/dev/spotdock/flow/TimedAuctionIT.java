package dev.spotdock.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.harness.Sales;
import dev.spotdock.harness.SpotDockApp;
import dev.spotdock.harness.SpotDockClient;
import dev.spotdock.harness.SpotDockClient.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Timed auctions through the API alone. */
class TimedAuctionIT {

    private final SpotDockApp app = SpotDockApp.simulated();
    private final SpotDockClient operator = app.deployment().operator();
    private final SpotDockClient seller = app.newBidder(Instant.now());
    private final Sales sales = Sales.of(seller, operator);
    private final SpotDockClient first = rich();
    private final SpotDockClient second = rich();

    @AfterEach
    void invariantsHold() {
        app.invariants().hold();
    }

    private SpotDockClient rich() {
        SpotDockClient bidder = app.newBidder(Instant.now());
        app.deployment().deposit(bidder, "100000");
        return bidder;
    }

    private static Answer bid(SpotDockClient bidder, String lot, String amount, String maximum) {
        return bidder.post(
                "/api/v1/lots/" + lot + "/bids",
                "{\"amount\": {\"amount\": \"%s\"}, \"maximum\": {\"amount\": \"%s\"}}"
                        .formatted(amount, maximum));
    }

    private static String problem(Answer answer) {
        return answer.body().path("type").asString().replace("urn:spotdock:problem:", "");
    }

    private static List<String> pointers(Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        return answer.body()
                .path("errors")
                .valueStream()
                .map(error -> error.path("pointer"))
                .map(JsonNode::asString)
                .toList();
    }

    private static List<Integer> sequences(SpotDockClient reader, String lot, String query) {
        return reader.get("/api/v1/lots/" + lot + "/bids" + query)
                .body()
                .path("items")
                .valueStream()
                .map(bid -> bid.path("sequence").asInt())
                .toList();
    }

    @Test
    void theHighestMaximumWinsAndNobodySeesIt() {
        String auction = sales.draft(Duration.ofHours(1));
        String lot = sales.lot(auction);
        sales.open(auction);
        Answer low = bid(first, lot, "90", "90");
        assertThat(low.status()).as(low.text()).isEqualTo(201);
        assertThat(low.body().path("isCurrentlyHighest").asBoolean()).isFalse();
        assertThat(low.body().path("currentHighest").isNull()).isTrue();
        Answer leads = bid(first, lot, "100", "345.67");
        assertThat(leads.body().path("sequence").asInt()).isEqualTo(2);
        assertThat(leads.body().path("isCurrentlyHighest").asBoolean()).isTrue();
        Answer outbid = bid(second, lot, "150", "200");
        assertThat(outbid.body().path("isCurrentlyHighest").asBoolean()).isFalse();
        assertThat(outbid.body().path("currentHighest").path("amount").asString()).isEqualTo("210");
        assertThat(problem(bid(seller, lot, "300", "300"))).isEqualTo("conflict");
        assertThat(sales.move(auction, "close").status()).isEqualTo(409); // there are bids
        assertThat(operator.post("/api/v1/auctions/" + auction + "/close", "{}").status())
                .isEqualTo(200);
        JsonNode closed =
                Awaitility.await("the lot is decided")
                        .atMost(SpotDockClient.PATIENCE)
                        .until(
                                () -> sales.lotNow(lot),
                                now -> List.of("SOLD", "SETTLED").contains(state(now)));
        assertThat(closed.at("/winner/amount/amount").asString()).isEqualTo("210");
        assertThat(closed.at("/winner/sequence").asInt()).isEqualTo(2);
        assertThat(closed.path("bidCount").asInt()).isEqualTo(3);
        assertThat(sequences(second, lot, "")).containsExactly(1, 2, 3);
        assertThat(sequences(second, lot, "?valid=true")).containsExactly(2, 3);
        assertThat(second.get("/api/v1/lots/" + lot + "/bids").text())
                .doesNotContain("345.67", first.accountId());
        assertThat(problem(bid(second, lot, "900", "900"))).isEqualTo("conflict");
    }

    private static String state(JsonNode node) {
        return node.path("state").asString();
    }

    @Test
    void aBidIsRepeatedWithItsKeyAndRefusedBeforeTheOpening() {
        String auction = sales.draft(Duration.ofHours(1));
        String lot = sales.lot(auction);
        String path = "/api/v1/lots/" + lot + "/bids";
        String body = "{\"amount\": {\"amount\": \"100\"}}";
        assertThat(first.post(path, body).status()).isEqualTo(404); // a draft
        assertThat(sales.move(auction, "schedule").status()).isEqualTo(200);
        Answer early = first.post(path, body);
        assertThat(early.status()).as(early.text()).isEqualTo(409);
        assertThat(early.body().path("currentState").asString()).isEqualTo("PENDING");
        assertThat(sales.move(auction, "open").status()).isEqualTo(200);
        Awaitility.await("the lot is open")
                .atMost(SpotDockClient.PATIENCE)
                .until(() -> state(sales.lotNow(lot)).equals("OPEN"));
        String key = SpotDockClient.newOperation();
        Answer one = first.post(path, body, key);
        assertThat(one.status()).as(one.text()).isEqualTo(201);
        assertThat(first.post(path, body, key).body()).isEqualTo(one.body());
        assertThat(first.post(path, "{\"amount\": {\"amount\": \"101\"}}", key).status())
                .isEqualTo(422);
        assertThat(sales.lotNow(lot).path("bidCount").asInt()).isEqualTo(1);
    }

    @Test
    void buyingAtOnceIsTheFirstBidsEndAndACancelledLotTakesNone() {
        String lot = sales.openLot();
        assertThat(first.post("/api/v1/lots/" + lot + "/buy-now", "{}").status()).isEqualTo(200);
        assertThat(problem(bid(second, lot, "600", "600"))).isEqualTo("conflict");
        Awaitility.await("it is sold")
                .atMost(SpotDockClient.PATIENCE)
                .until(() -> List.of("SOLD", "SETTLED").contains(state(sales.lotNow(lot))));
        assertThat(sales.lotNow(lot).at("/winner/amount/amount").asString()).isEqualTo("500");
        String other = sales.openLot();
        assertThat(seller.post("/api/v1/lots/" + other + "/withdraw", "{}").status())
                .isEqualTo(200);
        assertThat(problem(bid(second, other, "600", "600"))).isEqualTo("conflict");
    }

    @Test
    void whatIsSoldIsPaidAndBothSidesHaveTheirInvoice() {
        String lot = sales.openLot();
        SpotDockClient buyer = app.newBidder(Instant.now());
        assertThat(buyer.post("/api/v1/lots/" + lot + "/buy-now", "{}").status()).isEqualTo(200);
        sales.await(lot, "SOLD");
        app.deployment().deposit(buyer, "499.999999");
        assertThat(buyer.get("/api/v1/invoices").text()).doesNotContain("purchase");
        app.deployment().deposit(buyer, "0.000001");
        sales.await(lot, "SETTLED");
        JsonNode bought = invoice(buyer, "purchase");
        JsonNode sold = invoice(seller, "sale");
        assertThat(bought.at("/total/amount").asString()).isEqualTo("500");
        assertThat(sold.at("/total/amount").asString()).isEqualTo("-475");
        assertThat(sold.at("/sale/fee/amount").asString()).isEqualTo("25");
        assertThat(sold.at("/sale/reference")).isEqualTo(bought.at("/sale/reference"));
        assertThat(bought.at("/sale/item").asString()).contains("VIN");
        assertThat(balance(buyer)).isEqualTo("0");
        assertThat(balance(seller)).isEqualTo("475");
        String vehicle = sales.lotNow(lot).at("/item/vehicleId").asString();
        assertThat(buyer.get("/api/v1/vehicles/" + vehicle).status()).isEqualTo(200);
        assertThat(seller.get("/api/v1/vehicles/" + vehicle).status()).isEqualTo(404);
        assertThat(told(buyer, lot))
                .containsSubsequence("lot.bid-placed", "lot.sold", "lot.awarded", "lot.settled");
        assertThat(told(second, lot)).doesNotContain("lot.awarded").contains("lot.settled");
    }

    private static JsonNode invoice(SpotDockClient account, String kind) {
        List<JsonNode> found =
                account.get("/api/v1/invoices")
                        .body()
                        .path("items")
                        .valueStream()
                        .filter(invoice -> invoice.path("kind").asString().equals(kind))
                        .toList();
        assertThat(found).hasSize(1);
        return found.getFirst();
    }

    private static String balance(SpotDockClient account) {
        return account.get("/api/v1/wallet").body().at("/balance/amount").asString();
    }

    /** Types of what an account is told of a lot, in their order. */
    private static List<String> told(SpotDockClient account, String lot) {
        return Awaitility.await("the feed knows of the lot's end")
                .atMost(SpotDockClient.PATIENCE)
                .until(
                        () ->
                                account.get("/api/v1/events?types=lot.*&limit=1000")
                                        .body()
                                        .path("items")
                                        .valueStream()
                                        .filter(event ->
                                                event.path("subject").asString().equals(lot))
                                        .map(event -> event.path("type").asString())
                                        .toList(),
                        types -> types.contains("lot.settled"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1HGCM82633A004353 | 2003 | 10 | /vin",
                "1HGCM82633A00435 | 2003 | 10 | /vin",
                "OHGCM82633A004352 | 1800 | -1 | /vin,/year,/mileageKm",
            })
    void aVehicleThatIsNoneIsRefused(String vin, int year, int mileage, String wrong) {
        Answer answer =
                seller.post(
                        "/api/v1/vehicles",
                        Map.of(
                                "vin",
                                vin,
                                "make",
                                "M",
                                "model",
                                "M",
                                "year",
                                year,
                                "mileageKm",
                                mileage));
        assertThat(pointers(answer)).containsExactlyInAnyOrder(wrong.split(","));
        assertThat(seller.get("/api/v1/vehicles").body().path("items")).isEmpty();
    }

    @Test
    void everythingThatIsWrongIsToldAtOnceWhoeverKnowsIt() {
        Answer vehicle =
                seller.post(
                        "/api/v1/vehicles",
                        "{\"vin\": \"X\", \"make\": 1, \"year\": 1700, \"mileageKm\": -1, \"x\": 1}");
        assertThat(pointers(vehicle))
                .containsExactlyInAnyOrder("/vin", "/make", "/model", "/year", "/mileageKm", "/x");
        Answer auction =
                seller.post(
                        "/api/v1/auctions",
                        """
                        {"title": " ", "startsAt": "2020-01-01T00:00:00Z", "endsAt": "2019-01-01T00:00:00Z",
                         "deposit": {"amount": "-1"}}\
                        """);
        assertThat(pointers(auction))
                .containsExactlyInAnyOrder("/title", "/startsAt", "/endsAt", "/deposit/amount");
        String tooLong =
                "{\"title\": \"t\", \"startsAt\": \"%s\", \"endsAt\": \"%s\"}"
                        .formatted(
                                Instant.now().plusSeconds(60),
                                Instant.now().plus(Duration.ofDays(3653)));
        assertThat(pointers(seller.post("/api/v1/auctions", tooLong))).containsExactly("/endsAt");
        assertThat(seller.get("/api/v1/auctions?mine=true").body().path("items")).isEmpty();
        String draft = sales.draft(Duration.ofHours(1));
        Answer lot =
                seller.post(
                        "/api/v1/auctions/" + draft + "/lots",
                        """
                        {"item": {"vehicleId": "01900000-0000-7000-8000-000000000001"},
                         "startingPrice": {"amount": "100"}, "increment": {"amount": "x"},
                         "reservePrice": {"amount": "50"}, "buyNowPrice": {"amount": "60"}}\
                        """);
        assertThat(pointers(lot))
                .containsExactlyInAnyOrder(
                        "/item/vehicleId", "/increment/amount", "/reservePrice", "/buyNowPrice");
        assertThat(seller.get("/api/v1/auctions/" + draft).body().path("lots").asInt()).isZero();
    }

    @Test
    void aVehicleIsOnSaleOnceAndCapacityIsTheOperators() {
        String draft = sales.draft(Duration.ofHours(1));
        Map<String, Object> lot =
                Map.of(
                        "item",
                        Map.of("vehicleId", sales.vehicle()),
                        "startingPrice",
                        Map.of("amount", "1"),
                        "increment",
                        Map.of("amount", "1"));
        String path = "/api/v1/auctions/" + draft + "/lots";
        assertThat(seller.post(path, lot).status()).isEqualTo(201);
        assertThat(problem(seller.post(path, lot))).isEqualTo("conflict");
        Instant from = Instant.now().plus(Duration.ofDays(2));
        assertThat(problem(seller.post(path, block("default", "1", from)))).isEqualTo("forbidden");
        assertThat(problem(operator.post(path, block("default", "1000", from))))
                .isEqualTo("conflict");
        assertThat(pointers(operator.post(path, block("nowhere", "1", Instant.now()))))
                .containsExactlyInAnyOrder("/item/capacityBlock/pool", "/item/capacityBlock/from");
        assertThat(seller.get("/api/v1/auctions/" + draft).body().path("lots").asInt())
                .isEqualTo(1);
    }

    private static String block(String pool, String cpu, Instant from) {
        return """
        {"item": {"capacityBlock": {"pool": "%s", "resources": {"cpu": "%s", "memory": "1Gi"},
                                    "from": "%s", "to": "%s"}},
         "startingPrice": {"amount": "1"}, "increment": {"amount": "1"}}\
        """
                .formatted(pool, cpu, from, from.plusSeconds(3600));
    }
}
