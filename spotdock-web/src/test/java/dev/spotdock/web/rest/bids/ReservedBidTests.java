package dev.spotdock.web.rest.bids;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.auctions.BidRejection;
import dev.spotdock.auctions.ReservationDetails;
import dev.spotdock.auctions.ReservationState;
import dev.spotdock.auctions.SubmitReservedBid;
import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.LotId;
import dev.spotdock.kernel.id.ReservationId;
import dev.spotdock.kernel.resources.Resources;
import dev.spotdock.web.FakeBids;
import dev.spotdock.web.WebFixture;
import dev.spotdock.web.WebFixture.Answer;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

class ReservedBidTests {

    @RegisterExtension static final WebFixture web = new WebFixture();

    private static final UUID RESERVATION = new UUID(0x7000, 5);

    private static String body(String more) {
        return """
        {"reservation": "%s", "resources": {"cpu": "100m", "memory": "64Mi"},
         "container": {"image": "busybox:1.37"}%s}\
        """
                .formatted(RESERVATION, more);
    }

    private static List<String> pointers(Answer answer) {
        assertThat(answer.problem()).isEqualTo("invalid-request");
        return answer.json()
                .at("/errors")
                .valueStream()
                .map(error -> error.path("pointer"))
                .map(JsonNode::asString)
                .toList();
    }

    @Test
    void aBidWithAReservationHasNoPrice() {
        Answer answer = web.post("/api/v1/bids", body(", \"maxRuntime\": \"PT1H\""));
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        assertThat(answer.at("/reservation")).isEqualTo(RESERVATION.toString());
        assertThat(answer.at("/maxPrice/amount")).isEqualTo("0");
        SubmitReservedBid command = (SubmitReservedBid) web.market().commands.getLast();
        assertThat(command.reservationId()).isEqualTo(new ReservationId(RESERVATION));
        assertThat(command.resources()).isEqualTo(new Resources(100, 64, 0));
        Answer shown = web.get("/api/v1/bids/" + answer.at("/id"));
        assertThat(shown.json().at("/runsNowAt").isNull()).isTrue();
        assertThat(web.market().quotesAsked).isEmpty();
    }

    @Test
    void whatOnlyTheMarketHasIsRefused() {
        Answer answer =
                web.post(
                        "/api/v1/bids",
                        body(
                                """
                                , "maxPrice": {"amount": "1", "per": "hour"}, "validFor": "PT1H",
                                "notice": "PT1S", "minRun": "PT1S", "alertAt": 0.5,
                                "budget": {"amount": "1"}\
                                """));
        assertThat(pointers(answer))
                .containsExactlyInAnyOrder(
                        "/maxPrice", "/validFor", "/notice", "/minRun", "/alertAt", "/budget");
        assertThat(web.market().commands).isEmpty();
    }

    @Test
    void aReservationIsNamedByItsIdAndAnythingElseIsToldWithIt() {
        Answer answer =
                web.post(
                        "/api/v1/bids",
                        "{\"reservation\": \"mine\", \"resources\": {\"cpu\": \"x\"}}");
        assertThat(pointers(answer))
                .contains("/reservation", "/resources/cpu", "/resources/memory", "/container")
                .doesNotContain("/maxPrice");
    }

    @Test
    void itsPoolIsTheReservations() {
        UUID owner = UUID.fromString(web.get("/api/v1/me").at("/id"));
        web.market()
                .auctions
                .reservations
                .put(
                        RESERVATION,
                        new ReservationDetails(
                                new ReservationId(RESERVATION),
                                new AccountId(owner),
                                new LotId(new UUID(1, 1)),
                                "gold",
                                "sim-1",
                                Resources.NONE,
                                Resources.NONE,
                                FakeBids.NOW,
                                FakeBids.NOW.plusSeconds(60),
                                ReservationState.ACTIVE,
                                FakeBids.NOW));
        assertThat(pointers(web.post("/api/v1/bids", body(", \"pool\": \"default\""))))
                .containsExactly("/pool");
        assertThat(web.post("/api/v1/bids", body(", \"pool\": \"gold\"")).status()).isEqualTo(201);
        assertThat(web.post("/api/v1/bids", body("")).status()).isEqualTo(201);
    }

    @Test
    void refusalsSayWhatIsInTheWay() {
        web.market().refusal = new BidRejection.UnknownReservation();
        assertThat(pointers(web.post("/api/v1/bids", body("")))).containsExactly("/reservation");
        web.market().refusal = new BidRejection.ReservationOver(FakeBids.NOW);
        assertThat(web.post("/api/v1/bids", body("")).problem()).isEqualTo("conflict");
        web.market().refusal = new BidRejection.ReservationFull(new Resources(10, 6, 0));
        assertThat(web.post("/api/v1/bids", body("")).at("/free/cpu")).isEqualTo("10m");
    }
}
