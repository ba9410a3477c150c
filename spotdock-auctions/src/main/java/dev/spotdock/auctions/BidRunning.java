package dev.spotdock.auctions;

import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.AllocationId;
import dev.spotdock.kernel.id.BidId;
import java.time.Instant;

/** The workload of a bid's allocation runs and is charged from {@code startedAt}. */
public record BidRunning(
        BidId bidId,
        AllocationId allocationId,
        AccountId accountId,
        String pool,
        long version,
        Instant startedAt)
        implements BidEvent {

    @Override
    public Instant at() {
        return startedAt;
    }
}
