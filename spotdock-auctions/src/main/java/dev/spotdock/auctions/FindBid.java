package dev.spotdock.auctions;

import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.BidId;

/** Asks for one {@link BidDetails}; empty if there is none or it is somebody else's. */
public record FindBid(BidId bidId, AccountId owner) {}
