package dev.spotdock.auctions;

import dev.spotdock.kernel.id.AllocationId;
import dev.spotdock.kernel.id.BidId;
import dev.spotdock.kernel.message.Command;
import java.time.Instant;

/**
 * Stops a bid's running allocation for a reason that is not its owner's wish: the end of its
 * budget, of the wallet's money or of its runtime. Ignored unless that allocation is the bid's
 * current one and not being stopped already.
 *
 * @param reason {@code BUDGET_EXHAUSTED}, {@code FUNDS_EXHAUSTED} or {@code MAX_RUNTIME}
 */
public record StopBid(BidId bidId, AllocationId allocationId, ReasonCode reason, Instant at)
        implements Command<Void> {}
