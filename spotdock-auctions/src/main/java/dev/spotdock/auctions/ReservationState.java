package dev.spotdock.auctions;

/** Where a reservation stands: it follows from the time alone. */
public enum ReservationState {
    UPCOMING,
    ACTIVE,
    ENDED
}
