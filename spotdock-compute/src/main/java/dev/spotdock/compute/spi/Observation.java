package dev.spotdock.compute.spi;

import dev.spotdock.kernel.id.AllocationId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A workload as its provider sees it now.
 *
 * @param containerId the provider's own name of it
 * @param image what it was made from, as far as the provider can tell for good: repository and
 *     digest, or the image's own id where no registry knows it; null before it ran
 * @param startedAt null if it never ran
 * @param endedAt null unless {@code ENDED}
 * @param exitCode null unless {@code ENDED}
 */
public record Observation(
        AllocationId allocationId,
        String node,
        String containerId,
        @Nullable String image,
        Phase phase,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable Integer exitCode,
        boolean oomKilled) {

    /** Where a workload is in its life. */
    public enum Phase {
        CREATED,
        RUNNING,
        ENDED
    }
}
