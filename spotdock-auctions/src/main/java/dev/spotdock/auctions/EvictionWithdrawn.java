package dev.spotdock.auctions;

import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.AllocationId;
import dev.spotdock.kernel.id.BidId;
import java.time.Instant;

/**
 * Nothing justifies the notice any more: the bid runs on.
 *
 * @param version the bid's
 */
public record EvictionWithdrawn(
        BidId bidId,
        AllocationId allocationId,
        AccountId accountId,
        String pool,
        long version,
        Instant at)
        implements BidEvent {}
