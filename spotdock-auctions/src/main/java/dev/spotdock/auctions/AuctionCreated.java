package dev.spotdock.auctions;

import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.AuctionId;
import java.time.Instant;

/** A draft; nobody else sees it. */
public record AuctionCreated(
        AuctionId auctionId,
        AccountId seller,
        String title,
        Instant startsAt,
        Instant endsAt,
        Instant at)
        implements AuctionEvent {}
