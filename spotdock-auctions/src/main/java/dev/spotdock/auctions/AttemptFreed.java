package dev.spotdock.auctions;

import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.AllocationId;
import dev.spotdock.kernel.id.BidId;
import java.time.Instant;

/** An attempt was evicted so soon after its start that it costs nothing. */
public record AttemptFreed(
        BidId bidId, AllocationId allocationId, AccountId accountId, String pool, Instant at)
        implements BidEvent {}
