package dev.spotdock.auctions;

import dev.spotdock.kernel.id.AuctionId;
import dev.spotdock.kernel.message.Command;
import dev.spotdock.kernel.outcome.Outcome;
import java.time.Instant;

/** Scheduled -> open, before it would start by itself. Bids are taken a moment later. */
public record OpenAuction(AuctionId auctionId, Actor by, Instant at)
        implements Command<Outcome<AuctionDetails, AuctionRejection>> {}
