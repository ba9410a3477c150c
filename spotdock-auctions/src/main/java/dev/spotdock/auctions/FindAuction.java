package dev.spotdock.auctions;

import dev.spotdock.kernel.id.AuctionId;

/** Asks for one {@link AuctionDetails}; empty if there is none, or it is another's draft. */
public record FindAuction(AuctionId auctionId, Actor viewer) {}
