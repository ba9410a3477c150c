package dev.spotdock.auctions;

import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.AuctionId;
import java.time.Instant;

/**
 * Every lot is paid for, unsold or withdrawn. Final.
 *
 * @param settled how many were paid for
 */
public record AuctionSettled(
        AuctionId auctionId, AccountId seller, int settled, int unsold, Instant at)
        implements AuctionEvent {}
