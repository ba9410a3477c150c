package dev.spotdock.compute;

import dev.spotdock.kernel.id.AllocationId;
import dev.spotdock.kernel.id.BidId;
import java.time.Instant;

/**
 * A workload runs. Published once, always before its {@link WorkloadEnded}.
 *
 * @param startedAt the provider's, clamped to [matched, observed], whole milliseconds
 */
public record WorkloadStarted(
        AllocationId allocationId,
        BidId bidId,
        String node,
        String containerId,
        Instant startedAt) {}
