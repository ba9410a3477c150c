package dev.spotdock.auctions;

import dev.spotdock.kernel.id.AllocationId;
import dev.spotdock.kernel.id.BidId;
import dev.spotdock.kernel.message.Command;
import java.time.Instant;

/**
 * Records that the allocation's workload runs: the bid becomes {@code RUNNING}. Ignored if the
 * allocation is not the bid's current one or runs already.
 *
 * @param containerId the provider's name of it
 * @param startedAt first instant that is charged
 */
public record StartAllocation(
        BidId bidId, AllocationId allocationId, String containerId, Instant startedAt)
        implements Command<Void> {}
