package dev.spotdock.auctions;

import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.AuctionId;
import java.time.Instant;

/**
 * Bids are taken.
 *
 * @param startsAt less than {@code at} if it was opened late
 */
public record AuctionOpened(
        AuctionId auctionId,
        AccountId seller,
        Instant startsAt,
        Instant endsAt,
        int lots,
        Instant at)
        implements AuctionEvent {}
