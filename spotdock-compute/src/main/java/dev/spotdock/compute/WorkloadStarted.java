package dev.spotdock.compute;

import dev.spotdock.kernel.id.AllocationId;
import dev.spotdock.kernel.id.BidId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A workload runs. Published once, always before its {@link WorkloadEnded}.
 *
 * @param image what its container was made from: repository and digest, the image's own id where no
 *     registry knows it, or no more than its name where the provider has no images; null: not known
 * @param startedAt the provider's, clamped to [matched, observed], whole milliseconds
 */
public record WorkloadStarted(
        AllocationId allocationId,
        BidId bidId,
        String node,
        String containerId,
        @Nullable String image,
        Instant startedAt) {}
