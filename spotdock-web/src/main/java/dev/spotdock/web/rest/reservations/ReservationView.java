package dev.spotdock.web.rest.reservations;

import dev.spotdock.auctions.ReservationDetails;
import dev.spotdock.auctions.ReservationState;
import dev.spotdock.web.rest.ResourcesView;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.UUID;

/** A capacity block that was won. */
@Schema(name = "Reservation")
record ReservationView(
        UUID id,
        @Schema(description = "where it was won") UUID lotId,
        @Schema(example = "default") String pool,
        @Schema(example = "docker-1") String node,
        ResourcesView resources,
        @Schema(description = "what open bids leave of it") ResourcesView free,
        @Schema(description = "from then on bids with it are started") Instant from,
        @Schema(description = "then whatever still runs in it is stopped") Instant to,
        ReservationState state,
        Instant grantedAt) {

    static ReservationView of(ReservationDetails reservation) {
        return new ReservationView(
                reservation.reservationId().value(),
                reservation.lotId().value(),
                reservation.pool(),
                reservation.node(),
                ResourcesView.of(reservation.resources()),
                ResourcesView.of(reservation.free()),
                reservation.from(),
                reservation.to(),
                reservation.state(),
                reservation.grantedAt());
    }
}
