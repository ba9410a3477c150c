package dev.spotdock.auctions;

import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.AuctionId;
import java.time.Instant;

/**
 * An auction can be seen.
 *
 * @param lots how many
 */
public record AuctionScheduled(
        AuctionId auctionId,
        AccountId seller,
        String title,
        Instant startsAt,
        Instant endsAt,
        int lots,
        Instant at)
        implements AuctionEvent {}
