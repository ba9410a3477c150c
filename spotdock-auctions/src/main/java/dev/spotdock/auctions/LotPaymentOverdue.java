package dev.spotdock.auctions;

import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.AuctionId;
import dev.spotdock.kernel.id.LotId;
import java.time.Instant;

/** The time to pay is over and the lot not settled; once per round. */
public record LotPaymentOverdue(
        LotId lotId, AuctionId auctionId, AccountId seller, AccountId winner, int round, Instant at)
        implements LotEvent {}
