package dev.spotdock.compute;

import dev.spotdock.kernel.container.ContainerSpec;
import dev.spotdock.kernel.id.AllocationId;
import dev.spotdock.kernel.id.BidId;
import dev.spotdock.kernel.message.Command;
import dev.spotdock.kernel.resources.Resources;
import java.time.Instant;

/**
 * Wants a workload to run on a node: stores the intent and returns. What comes of it is told by
 * {@link WorkloadStarted} and {@link WorkloadEnded}. Repeating it changes nothing.
 *
 * @param startBy after this it is given up: {@code START_FAILED}
 * @param at when it was matched; no instant that is reported of it is earlier
 */
public record LaunchWorkload(
        AllocationId allocationId,
        BidId bidId,
        String node,
        Resources resources,
        ContainerSpec container,
        Instant startBy,
        Instant at)
        implements Command<Void> {}
