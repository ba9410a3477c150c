package dev.spotdock.auctions;

import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.AuctionId;
import dev.spotdock.kernel.id.LotId;
import java.time.Instant;

/**
 * A lot has no winner, or none who paid. Final.
 *
 * @param bids accepted ones, valid or not
 */
public record LotUnsold(
        LotId lotId,
        AuctionId auctionId,
        AccountId seller,
        UnsoldReason reason,
        long bids,
        Instant at)
        implements LotEvent {}
