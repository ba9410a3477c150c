package dev.spotdock.web.rest.reservations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.auctions.ReservationDetails;
import dev.spotdock.auctions.ReservationState;
import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.LotId;
import dev.spotdock.kernel.id.ReservationId;
import dev.spotdock.kernel.resources.Resources;
import dev.spotdock.web.FakeBids;
import dev.spotdock.web.WebFixture;
import dev.spotdock.web.WebFixture.Answer;
import dev.spotdock.web.security.Role;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ReservationsTests {

    @RegisterExtension static final WebFixture web = new WebFixture();

    private static UUID granted(int number) {
        UUID id = new UUID(0x7000, number);
        AccountId owner = new AccountId(UUID.fromString(web.get("/api/v1/me").at("/id")));
        web.market()
                .auctions
                .reservations
                .put(
                        id,
                        new ReservationDetails(
                                new ReservationId(id),
                                owner,
                                new LotId(new UUID(1, number)),
                                "default",
                                "sim-1",
                                new Resources(1000, 1024, 0),
                                new Resources(500, 512, 0),
                                FakeBids.NOW.plusSeconds(60),
                                FakeBids.NOW.plusSeconds(120),
                                ReservationState.UPCOMING,
                                FakeBids.NOW));
        return id;
    }

    @Test
    void aReservationIsItsWinnersAlone() {
        UUID id = granted(1);
        Answer shown = web.get("/api/v1/reservations/" + id);
        assertThat(shown.at("/pool")).isEqualTo("default");
        assertThat(shown.at("/resources/cpu")).isEqualTo("1");
        assertThat(shown.at("/free/cpu")).isEqualTo("500m");
        assertThat(shown.at("/state")).isEqualTo("UPCOMING");
        assertThat(shown.header("ETag")).isNotNull();
        String other = web.newKey("other-winner@example.com", Role.BIDDER);
        assertThat(
                        web.send(
                                        web.anonymous("/api/v1/reservations/" + id)
                                                .header("X-API-Key", other))
                                .problem())
                .isEqualTo("not-found");
        assertThat(
                        web.send(web.anonymous("/api/v1/reservations").header("X-API-Key", other))
                                .json()
                                .at("/items"))
                .isEmpty();
    }

    @Test
    void theListComesInPagesNewestFirst() {
        granted(1);
        granted(2);
        Answer first = web.get("/api/v1/reservations?limit=1");
        assertThat(first.at("/items/0/id")).isEqualTo(new UUID(0x7000, 2).toString());
        Answer second = web.get("/api/v1/reservations?limit=1&cursor=" + first.at("/next"));
        assertThat(second.at("/items/0/id")).isEqualTo(new UUID(0x7000, 1).toString());
        assertThat(second.json().at("/next").isNull()).isTrue();
    }
}
