package dev.spotdock.auctions;

import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.AuctionId;
import java.time.Instant;

/**
 * No lot is sold. Final.
 *
 * @param wasVisible whether it was more than a draft
 */
public record AuctionCancelled(
        AuctionId auctionId, AccountId seller, boolean wasVisible, Instant at)
        implements AuctionEvent {}
