package dev.spotdock.web.rest.auctions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.auctions.AddLot;
import dev.spotdock.auctions.AuctionRejection;
import dev.spotdock.auctions.AuctionRejection.InvalidInput;
import dev.spotdock.auctions.BuyLotNow;
import dev.spotdock.auctions.DecideLot;
import dev.spotdock.auctions.LiftDefault;
import dev.spotdock.auctions.ListLotLosses.LotLoss;
import dev.spotdock.auctions.LotBidRejection;
import dev.spotdock.auctions.LotItem.CapacityBlock;
import dev.spotdock.auctions.LotState;
import dev.spotdock.kernel.id.LotId;
import dev.spotdock.kernel.money.Money;
import dev.spotdock.kernel.resources.Resources;
import dev.spotdock.web.WebFixture;
import dev.spotdock.web.WebFixture.Answer;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LotsTests {

    @RegisterExtension static final WebFixture web = new WebFixture();

    private static final String BLOCK =
            """
            {"item": {"capacityBlock": {"pool": "default", "resources": {"cpu": "1", "memory": "1Gi"},
                                        "from": "2026-12-10T00:00:00Z", "to": "2026-12-11T00:00:00Z"}},
             "startingPrice": {"amount": "1"}, "increment": {"amount": "0.1"}}\
            """;

    private final Saleroom room = new Saleroom(web);

    private static HttpRequest.Builder asOperator(String path) {
        return web.asOperator("/api/v1/" + path).header("Content-Type", "application/json");
    }

    @Test
    void aLotIsAddedAsGiven() {
        String auction = room.draft();
        Answer made = room.post(room.seller, "auctions/" + auction + "/lots", Saleroom.LOT);
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        assertThat(made.header("Location")).isEqualTo("/api/v1/lots/" + made.at("/id"));
        assertThat(made.at("/auctionId")).isEqualTo(auction);
        assertThat(made.at("/state")).isEqualTo("PENDING");
        assertThat(made.at("/reservePrice/amount")).isEqualTo("2500");
        assertThat(made.json().at("/winner").isNull()).isTrue();
        AddLot command = (AddLot) web.market().commands.getLast();
        assertThat(command.startingPrice()).isEqualTo(Money.parse("1000"));
        assertThat(command.buyNowPrice()).isEqualTo(Money.parse("6000"));
        assertThat(command.by().operator()).isFalse();
    }

    @Test
    void aBlockOfCapacityIsAddedAsGiven() {
        room.post(room.seller, "auctions/" + room.draft() + "/lots", BLOCK);
        AddLot command = (AddLot) web.market().commands.getLast();
        assertThat(command.item().capacityBlock())
                .isEqualTo(
                        new CapacityBlock(
                                "default",
                                new Resources(1000, 1024, 0),
                                Instant.parse("2026-12-10T00:00:00Z"),
                                Instant.parse("2026-12-11T00:00:00Z")));
        assertThat(command.reservePrice()).isNull();
    }

    @Test
    void everythingThatIsWrongIsToldAtOnce() {
        room.auctions()
                .mistakes
                .addAll(
                        List.of(
                                new InvalidInput.Problem("item.capacityBlock.pool", "unknown"),
                                new InvalidInput.Problem("reservePrice", "must be at least")));
        Answer answer =
                room.post(
                        room.seller,
                        "auctions/" + room.draft() + "/lots",
                        """
                        {"item": {"capacityBlock": {"pool": "nowhere", "resources": {"cpu": "0"},
                                                    "from": "now", "z": 1}},
                         "startingPrice": {"amount": "-1"}, "increment": {"amount": "ten"},
                         "reservePrice": {"amount": "0.5"}, "buyNowPrice": {"amount": "1", "currency": "EUR"}}\
                        """);
        assertThat(Saleroom.pointers(answer))
                .containsExactlyInAnyOrder(
                        "/item/capacityBlock/pool",
                        "/item/capacityBlock/resources/cpu",
                        "/item/capacityBlock/resources/memory",
                        "/item/capacityBlock/from",
                        "/item/capacityBlock/to",
                        "/item/capacityBlock/z",
                        "/startingPrice/amount",
                        "/increment/amount",
                        "/reservePrice",
                        "/buyNowPrice/currency");
        assertThat(web.market().commands).noneMatch(AddLot.class::isInstance);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"vehicleId\": \"01900000-0000-7000-8000-000000000001\", \"capacityBlock\":"
                        + " {\"pool\": \"default\", \"resources\": {\"cpu\": \"1\", \"memory\":"
                        + " \"1Gi\"}, \"from\": \"2026-12-10T00:00:00Z\", \"to\":"
                        + " \"2026-12-11T00:00:00Z\"}}",
            })
    void aLotSellsOneThing(String item) {
        Answer answer =
                room.post(
                        room.seller,
                        "auctions/" + room.draft() + "/lots",
                        """
                        {"item": %s, "startingPrice": {"amount": "1"}, "increment": {"amount": "1"}}\
                        """
                                .formatted(item));
        assertThat(Saleroom.pointers(answer)).containsExactly("/item");
    }

    @Test
    void aVehicleIsNamedByItsId() {
        Answer answer =
                room.post(
                        room.seller,
                        "auctions/" + room.draft() + "/lots",
                        Saleroom.LOT.replace("01900000", "x"));
        assertThat(Saleroom.pointers(answer)).containsExactly("/item/vehicleId");
    }

    @Test
    void refusalsSayWhatIsInTheWay() {
        String path = "auctions/" + room.draft() + "/lots";
        room.auctions().refusal = new AuctionRejection.OperatorsOnly("operators sell capacity");
        assertThat(room.post(room.seller, path, BLOCK).problem()).isEqualTo("forbidden");
        room.auctions().refusal = new AuctionRejection.ItemOnSale();
        assertThat(room.post(room.seller, path, Saleroom.LOT).problem()).isEqualTo("conflict");
        room.auctions().refusal = new AuctionRejection.CapacityRefused("none is large enough");
        assertThat(room.post(room.seller, path, BLOCK).at("/detail"))
                .isEqualTo("none is large enough");
        room.auctions().refusal = new AuctionRejection.TooManyLots(7);
        assertThat(room.post(room.seller, path, Saleroom.LOT).at("/limit")).isEqualTo("7");
    }

    @Test
    void aLotOfADraftIsSeenByItsSellerAndOperatorsOnly() {
        String auction = room.draft();
        String lot = "lots/" + room.lot(auction);
        assertThat(room.get(room.seller, lot).status()).isEqualTo(200);
        assertThat(web.send(asOperator(lot)).status()).isEqualTo(200);
        for (String other : List.of(room.bidder, room.otherSeller)) {
            assertThat(room.get(other, lot).problem()).isEqualTo("not-found");
            assertThat(room.get(other, lot + "/bids").problem()).isEqualTo("not-found");
        }
    }

    @Test
    void theReserveIsForTheSellerOnly() {
        String lot = "lots/" + room.visibleLot();
        assertThat(room.get(room.seller, lot).at("/reservePrice/amount")).isEqualTo("2500");
        Answer seen = room.get(room.bidder, lot);
        assertThat(seen.json().at("/reservePrice").isNull()).isTrue();
        assertThat(seen.json().at("/sellerId").isNull()).isTrue();
        assertThat(seen.header("ETag")).isNotNull();
    }

    @Test
    void anAuctionsLotsComeInPagesOldestFirst() {
        String auction = room.draft();
        String first = room.lot(auction);
        String second = room.lot(auction);
        String path = "auctions/" + auction + "/lots?limit=1";
        Answer page = room.get(room.seller, path);
        assertThat(page.at("/items/0/id")).isEqualTo(first);
        Answer next = room.get(room.seller, path + "&cursor=" + page.at("/next"));
        assertThat(next.at("/items/0/id")).isEqualTo(second);
        assertThat(next.json().at("/next").isNull()).isTrue();
    }

    @Test
    void itIsBoughtOnceHoweverOftenItIsAsked() {
        String path = "lots/" + room.visibleLot() + "/buy-now";
        Answer first = room.repeat(room.bidder, path, "");
        Answer second = room.repeat(room.bidder, path, "");
        assertThat(first.at("/state")).isEqualTo("CLOSING");
        assertThat(second.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(web.market().commands).filteredOn(BuyLotNow.class::isInstance).hasSize(1);
    }

    @Test
    void buyingIsRefusedAsTheRulesSay() {
        String path = "lots/" + room.visibleLot() + "/buy-now";
        for (LotBidRejection rule :
                List.of(
                        new LotBidRejection.NoBuyNow(),
                        new LotBidRejection.BidBefore(),
                        new LotBidRejection.OwnLot())) {
            room.auctions().bidRefusal = rule;
            assertThat(room.post(room.bidder, path, "").problem()).isEqualTo("conflict");
        }
    }

    @Test
    void onlySellersWithdraw() {
        String path = "lots/" + room.visibleLot() + "/withdraw";
        assertThat(room.post(room.bidder, path, "").problem()).isEqualTo("forbidden");
        room.auctions().refusal =
                new AuctionRejection.WrongLotState(LotState.SOLD, "a pending or an open lot");
        assertThat(room.post(room.seller, path, "").at("/currentState")).isEqualTo("SOLD");
        room.auctions().refusal = null;
        assertThat(room.post(room.seller, path, "").at("/state")).isEqualTo("WITHDRAWN");
    }

    @Test
    void onlyOperatorsDecideWhatIsHeld() {
        String path = "lots/" + room.visibleLot() + "/decide";
        assertThat(room.post(room.seller, path, "{\"asStored\": true}").problem())
                .isEqualTo("forbidden");
        assertThat(Saleroom.pointers(web.send(asOperator(path), "{\"x\": 1}")))
                .containsExactlyInAnyOrder("/asStored", "/x");
        assertThat(web.send(asOperator(path), "{\"asStored\": false}").status()).isEqualTo(200);
        DecideLot command = (DecideLot) web.market().commands.getLast();
        assertThat(command.asStored()).isFalse();
        assertThat(command.by().operator()).isTrue();
    }

    @Test
    void operatorsSeeWhatIsLostOfLots() {
        String path = "lot-losses";
        LotId lot = LotId.of(room.visibleLot());
        Instant found = Instant.parse("2026-11-21T10:00:00.000123Z");
        room.auctions().losses.add(new LotLoss(lot, 7, 9, 8L, true, found));
        room.auctions().losses.add(new LotLoss(lot, 3, 5, null, false, found));
        assertThat(room.get(room.seller, path).problem()).isEqualTo("forbidden");

        Answer first = web.send(asOperator(path + "?limit=1"));
        assertThat(first.json().at("/items").toString())
                .isEqualTo(
                        """
                        [{"lotId":"%s","from":7,"to":9,"acknowledged":8,"byHand":true,\
                        "foundAt":"2026-11-21T10:00:00.000123Z"}]\
                        """
                                .formatted(lot));
        Answer second = web.send(asOperator(path + "?limit=1&cursor=" + first.at("/next")));
        assertThat(second.json().at("/items").toString()).contains("\"acknowledged\":null");
        assertThat(second.json().at("/next").isNull()).isTrue();

        for (String position : List.of("x", "x " + lot + " 1", found + " " + lot + " -1")) {
            String wrong =
                    Base64.getUrlEncoder()
                            .encodeToString(
                                    (path + ":" + position).getBytes(StandardCharsets.UTF_8));
            assertThat(web.send(asOperator(path + "?cursor=" + wrong)).at("/errors/0/parameter"))
                    .isEqualTo("cursor");
        }
    }

    @Test
    void onlyOperatorsLetADefaulterBidAgain() {
        String account = room.get(room.bidder, "me").at("/id");
        String path = "accounts/" + account + "/lift-default";
        assertThat(room.post(room.bidder, path, "").problem()).isEqualTo("forbidden");
        Answer lifted = web.send(asOperator(path), "");
        assertThat(lifted.at("/lifted")).isEqualTo("true");
        LiftDefault command = (LiftDefault) web.market().commands.getLast();
        assertThat(command.accountId().toString()).isEqualTo(account);
        assertThat(
                        web.send(asOperator(path.replace(account, new UUID(1, 1).toString())), "")
                                .problem())
                .isEqualTo("not-found");
    }
}
