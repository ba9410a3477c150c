package dev.spotdock.auctions;

import dev.spotdock.kernel.id.AuctionId;
import dev.spotdock.kernel.message.Command;
import dev.spotdock.kernel.outcome.Outcome;
import java.time.Instant;

/**
 * Ends an auction that is a draft, scheduled or open; its lots are withdrawn, and what was bid does
 * not count. The seller only while no lot has a bid.
 */
public record CancelAuction(AuctionId auctionId, Actor by, Instant at)
        implements Command<Outcome<AuctionDetails, AuctionRejection>> {}
