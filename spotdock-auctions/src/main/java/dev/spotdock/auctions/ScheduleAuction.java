package dev.spotdock.auctions;

import dev.spotdock.kernel.id.AuctionId;
import dev.spotdock.kernel.message.Command;
import dev.spotdock.kernel.outcome.Outcome;
import java.time.Instant;

/** Draft -> scheduled: it opens by itself when it starts. From now on everybody sees it. */
public record ScheduleAuction(AuctionId auctionId, Actor by, Instant at)
        implements Command<Outcome<AuctionDetails, AuctionRejection>> {}
