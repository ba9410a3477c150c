package dev.spotdock.auctions;

import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.AllocationId;
import dev.spotdock.kernel.id.BidId;
import java.time.Duration;
import java.time.Instant;

/**
 * A bid's workload is to be stopped now. Told again if the bid is cancelled while it is evicted.
 *
 * @param stopTimeout between SIGTERM and SIGKILL
 */
public record BidStopRequested(
        BidId bidId,
        AllocationId allocationId,
        AccountId accountId,
        String pool,
        ReasonCode reason,
        Duration stopTimeout,
        long version,
        Instant at)
        implements BidEvent {}
