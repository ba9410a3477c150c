package dev.spotdock.auctions;

import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.ReservationId;

/** Asks for one {@link ReservationDetails}; empty if there is none or it is somebody else's. */
public record FindReservation(ReservationId reservationId, AccountId owner) {}
