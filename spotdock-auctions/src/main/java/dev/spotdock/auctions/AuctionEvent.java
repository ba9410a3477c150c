package dev.spotdock.auctions;

import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.AuctionId;
import java.time.Instant;

/** Something that happened to a timed auction or to one of its lots. */
public sealed interface AuctionEvent
        permits AuctionCancelled,
                AuctionClosed,
                AuctionCreated,
                AuctionExtended,
                AuctionOpened,
                AuctionScheduled,
                AuctionSettled,
                LotEvent {

    AuctionId auctionId();

    AccountId seller();

    Instant at();
}
