package dev.spotdock.compute;

import dev.spotdock.kernel.id.AllocationId;
import dev.spotdock.kernel.id.BidId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A workload is over, or will never start. Published once per allocation.
 *
 * @param startedAt null if it never ran
 * @param endedAt the provider's, clamped to [started or matched, observed], whole milliseconds; for
 *     a lost one the last instant it was seen running
 * @param exitCode of the container; null where there was none
 * @param detail the provider's words for the user, one line; may be empty
 */
public record WorkloadEnded(
        AllocationId allocationId,
        BidId bidId,
        String node,
        WorkloadEnd end,
        @Nullable Instant startedAt,
        Instant endedAt,
        @Nullable Integer exitCode,
        String detail) {}
