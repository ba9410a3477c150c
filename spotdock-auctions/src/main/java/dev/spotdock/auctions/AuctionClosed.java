package dev.spotdock.auctions;

import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.AuctionId;
import java.time.Instant;

/**
 * All lots are decided.
 *
 * @param sold how many have a winner
 * @param unsold how many have none, withdrawn ones included
 */
public record AuctionClosed(AuctionId auctionId, AccountId seller, int sold, int unsold, Instant at)
        implements AuctionEvent {}
