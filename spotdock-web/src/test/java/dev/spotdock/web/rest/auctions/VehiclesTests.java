package dev.spotdock.web.rest.auctions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.auctions.AuctionRejection.InvalidInput;
import dev.spotdock.auctions.RegisterVehicle;
import dev.spotdock.web.WebFixture;
import dev.spotdock.web.WebFixture.Answer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VehiclesTests {

    @RegisterExtension static final WebFixture web = new WebFixture();

    private final Saleroom room = new Saleroom(web);

    @Test
    void aVehicleIsItsOwnersAlone() {
        Answer made = room.post(room.seller, "vehicles", Saleroom.VEHICLE);
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        String path = "vehicles/" + made.at("/id");
        assertThat(made.header("Location")).isEqualTo("/api/v1/" + path);
        RegisterVehicle command = (RegisterVehicle) web.market().commands.getLast();
        assertThat(command.vin()).isEqualTo("1HGCM82633A004352");
        assertThat(command.year()).isEqualTo(2003);
        assertThat(command.mileageKm()).isEqualTo(120_000);
        Answer shown = room.get(room.seller, path);
        assertThat(shown.json()).isEqualTo(made.json());
        assertThat(shown.header("ETag")).isNotNull();
        assertThat(room.get(room.otherSeller, path).problem()).isEqualTo("not-found");
        assertThat(room.get(room.otherSeller, "vehicles").json().at("/items")).isEmpty();
    }

    @Test
    void onlySellersRegister() {
        assertThat(room.post(room.bidder, "vehicles", Saleroom.VEHICLE).problem())
                .isEqualTo("forbidden");
        Answer operators =
                web.send(
                        web.asOperator("/api/v1/vehicles")
                                .header("Content-Type", "application/json"),
                        Saleroom.VEHICLE);
        assertThat(operators.status()).isEqualTo(201);
    }

    @Test
    void aRepeatedRequestRegistersOnce() {
        Answer first = room.repeat(room.seller, "vehicles", Saleroom.VEHICLE);
        Answer second = room.repeat(room.seller, "vehicles", Saleroom.VEHICLE);
        assertThat(second.at("/id")).isEqualTo(first.at("/id"));
        assertThat(second.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(room.auctions().vehicles).hasSize(1);
        assertThat(
                        room.repeat(room.seller, "vehicles", Saleroom.VEHICLE.replace("one", "two"))
                                .problem())
                .isEqualTo("idempotency-key-reused");
    }

    @Test
    void everythingThatIsWrongIsToldAtOnce() {
        room.auctions()
                .mistakes
                .addAll(
                        List.of(
                                new InvalidInput.Problem("vin", "must be a VIN"),
                                new InvalidInput.Problem("year", "of what was not a number"),
                                new InvalidInput.Problem("mileageKm", "must be 0 to 10000000")));
        Answer answer =
                room.post(
                        room.seller,
                        "vehicles",
                        """
                        {"vin": "short", "model": 1, "year": "x", "mileageKm": -1, "colour": "red"}\
                        """);
        assertThat(Saleroom.pointers(answer))
                .containsExactlyInAnyOrder(
                        "/vin", "/make", "/model", "/year", "/mileageKm", "/colour");
        assertThat(web.market().commands).isEmpty();
    }

    @Test
    void whatTheModuleSaysIsWrongIsToldByField() {
        room.auctions().refusal =
                new InvalidInput(List.of(new InvalidInput.Problem("vin", "must be a VIN")));
        assertThat(Saleroom.pointers(room.post(room.seller, "vehicles", Saleroom.VEHICLE)))
                .containsExactly("/vin");
    }

    @ParameterizedTest
    @CsvSource({"?limit=0, limit", "?cursor=x, cursor"})
    void aPageThatIsNoneIsRefused(String query, String parameter) {
        Answer answer = room.get(room.seller, "vehicles" + query);
        assertThat(answer.at("/errors/0/parameter")).isEqualTo(parameter);
    }

    @Test
    void theListComesInPagesNewestFirst() {
        List<String> ids =
                List.of(
                        room.made(room.seller, "vehicles", Saleroom.VEHICLE),
                        room.made(room.seller, "vehicles", Saleroom.VEHICLE),
                        room.made(room.seller, "vehicles", Saleroom.VEHICLE));
        Answer first = room.get(room.seller, "vehicles?limit=2");
        assertThat(first.at("/items/0/id")).isEqualTo(ids.get(2));
        Answer second = room.get(room.seller, "vehicles?limit=2&cursor=" + first.at("/next"));
        assertThat(second.at("/items/0/id")).isEqualTo(ids.get(0));
        assertThat(second.json().at("/next").isNull()).isTrue();
    }
}
