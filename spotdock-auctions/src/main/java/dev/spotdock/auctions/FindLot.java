package dev.spotdock.auctions;

import dev.spotdock.kernel.id.LotId;

/** Asks for one {@link LotDetails}; empty if there is none, or it is of another's draft. */
public record FindLot(LotId lotId, Actor viewer) {}
