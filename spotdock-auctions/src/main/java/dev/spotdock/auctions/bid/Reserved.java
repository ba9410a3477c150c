package dev.spotdock.auctions.bid;

import dev.spotdock.kernel.id.ReservationId;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.time.Instant;
import java.util.UUID;

/**
 * The reservation that a bid uses; never changes.
 *
 * @param from before that it waits
 * @param to then it is stopped
 */
@Embeddable
record Reserved(
        @Column(name = "reservation_id", updatable = false) UUID id,
        @Column(name = "reserved_from", updatable = false) Instant from,
        @Column(name = "reserved_to", updatable = false) Instant to) {

    ReservationId reservationId() {
        return new ReservationId(id);
    }
}
