package dev.spotdock.auctions;

import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.AuctionId;
import dev.spotdock.kernel.id.LotId;
import java.time.Instant;

/**
 * A late bid has moved the end of a lot.
 *
 * @param lotId that ends later
 * @param endsAt the lot's new end
 */
public record AuctionExtended(
        AuctionId auctionId, AccountId seller, LotId lotId, Instant endsAt, Instant at)
        implements AuctionEvent {}
