package dev.spotdock.web.rest.auctions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.web.FakeAuctions;
import dev.spotdock.web.WebFixture;
import dev.spotdock.web.WebFixture.Answer;
import dev.spotdock.web.security.Role;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;

/** Who sells and who bids, over HTTP. */
final class Saleroom {

    static final String VEHICLE =
            """
            {"vin": "1HGCM82633A004352", "make": "Honda", "model": "Accord", "year": 2003,
             "mileageKm": 120000, "description": "one owner"}\
            """;

    static final String AUCTION =
            """
            {"title": "Fleet sale", "startsAt": "2026-12-01T12:00:00Z",
             "endsAt": "2026-12-02T14:00:00+02:00",
             "antiSnipe": {"window": "PT2M", "extension": "PT3M", "max": 10},
             "deposit": {"amount": "100"}}\
            """;

    static final String LOT =
            """
            {"item": {"vehicleId": "01900000-0000-7000-8000-000000000001"},
             "startingPrice": {"amount": "1000.00", "currency": "USD"},
             "increment": {"amount": "50"},
             "reservePrice": {"amount": "2500"}, "buyNowPrice": {"amount": "6000"}}\
            """;

    private static final AtomicInteger NUMBER = new AtomicInteger();

    final WebFixture web;
    final String seller;
    final String otherSeller;
    final String bidder;

    Saleroom(WebFixture web) {
        this.web = web;
        seller = key(Role.SELLER);
        otherSeller = key(Role.SELLER);
        bidder = key(Role.BIDDER);
    }

    private String key(Role role) {
        return web.newKey("saleroom-%d@example.com".formatted(NUMBER.incrementAndGet()), role);
    }

    FakeAuctions auctions() {
        return web.market().auctions;
    }

    HttpRequest.Builder as(String key, String path) {
        return web.anonymous("/api/v1/" + path)
                .header("X-API-Key", key)
                .header("Content-Type", "application/json");
    }

    Answer get(String key, String path) {
        return web.send(as(key, path));
    }

    Answer post(String key, String path, String body) {
        return web.send(as(key, path), body);
    }

    Answer repeat(String key, String path, String body) {
        return web.send(as(key, path).header("Idempotency-Key", "k"), body);
    }

    /** The id of what was made. */
    String made(String key, String path, String body) {
        Answer answer = post(key, path, body);
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer.at("/id");
    }

    String draft() {
        return made(seller, "auctions", AUCTION);
    }

    String lot(String auction) {
        return made(seller, "auctions/" + auction + "/lots", LOT);
    }

    /** A lot of an auction that everybody sees. */
    String visibleLot() {
        String auction = draft();
        String lot = lot(auction);
        assertThat(post(seller, "auctions/" + auction + "/schedule", "").status()).isEqualTo(200);
        return lot;
    }

    static List<String> pointers(Answer answer) {
        assertThat(answer.problem()).isEqualTo("invalid-request");
        return answer.json()
                .at("/errors")
                .valueStream()
                .map(error -> error.path("pointer"))
                .map(JsonNode::asString)
                .toList();
    }
}
