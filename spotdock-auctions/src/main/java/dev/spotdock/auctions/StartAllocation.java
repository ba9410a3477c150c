package dev.spotdock.auctions;

import dev.spotdock.kernel.id.AllocationId;
import dev.spotdock.kernel.id.BidId;
import dev.spotdock.kernel.message.Command;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Records that the allocation's workload runs: the bid becomes {@code RUNNING}. Ignored if the
 * allocation is not the bid's current one or runs already.
 *
 * @param containerId the provider's name of it
 * @param image what it runs, for good: repository and digest, if its provider can tell; null: not
 *     known
 * @param startedAt first instant that is charged
 */
public record StartAllocation(
        BidId bidId,
        AllocationId allocationId,
        String containerId,
        @Nullable String image,
        Instant startedAt)
        implements Command<Void> {}
