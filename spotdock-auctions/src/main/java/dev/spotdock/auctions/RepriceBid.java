package dev.spotdock.auctions;

import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.BidId;
import dev.spotdock.kernel.message.Command;
import dev.spotdock.kernel.money.Price;
import dev.spotdock.kernel.outcome.Outcome;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Changes a bid's maximum: at once if it rises or the bid waits; what is matched or running keeps
 * its maximum until its minimum run, and the notice that it is under, are over. The bid gets a new
 * sequence. The maximum that it has already changes nothing.
 *
 * @param owner somebody else's bid is {@link BidRejection.NotFound}
 * @param versions at which the caller may have seen the bid; another one is {@link
 *     BidRejection.VersionMismatch}; null: any
 */
public record RepriceBid(
        BidId bidId, AccountId owner, Price maxPrice, @Nullable Set<Long> versions, Instant at)
        implements Command<Outcome<BidDetails, BidRejection>> {

    public RepriceBid {
        versions = versions == null ? null : Set.copyOf(versions);
    }
}
