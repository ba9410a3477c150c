package dev.spotdock.auctions;

import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.BidId;
import dev.spotdock.kernel.message.Command;
import dev.spotdock.kernel.outcome.Outcome;
import java.time.Instant;

/**
 * Gives an own running bid the notice and, at its deadline, the stop, for practice: nobody has
 * outbid it. Repeated while it is noticed, nothing changes.
 */
public record DrillEviction(BidId bidId, AccountId owner, Instant at)
        implements Command<Outcome<BidDetails, BidRejection>> {}
