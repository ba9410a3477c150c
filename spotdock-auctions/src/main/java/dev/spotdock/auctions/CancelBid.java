package dev.spotdock.auctions;

import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.BidId;
import dev.spotdock.kernel.message.Command;
import dev.spotdock.kernel.outcome.Outcome;
import java.time.Instant;

/**
 * Ends a bid on its owner's wish: at once while it waits, otherwise by stopping its workload first.
 * While the workload is being evicted, the bid will not come back; while it is being stopped for
 * good, for whatever reason, it changes nothing and yields the bid.
 *
 * @param owner somebody else's bid is {@link BidRejection.NotFound}
 */
public record CancelBid(BidId bidId, AccountId owner, Instant at)
        implements Command<Outcome<BidDetails, BidRejection>> {}
