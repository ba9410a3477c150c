package dev.spotdock.auctions;

import dev.spotdock.kernel.id.AuctionId;
import dev.spotdock.kernel.message.Command;
import dev.spotdock.kernel.outcome.Outcome;
import java.time.Instant;

/**
 * Open -> closing, before its time is over: bids are refused a moment later, and each lot is
 * decided by those that were accepted. The seller only while no lot has a bid; then the lots are
 * unsold.
 */
public record CloseAuction(AuctionId auctionId, Actor by, Instant at)
        implements Command<Outcome<AuctionDetails, AuctionRejection>> {}
