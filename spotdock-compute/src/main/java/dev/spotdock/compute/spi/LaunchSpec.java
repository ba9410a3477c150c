package dev.spotdock.compute.spi;

import dev.spotdock.kernel.container.ContainerSpec;
import dev.spotdock.kernel.id.AllocationId;
import dev.spotdock.kernel.id.BidId;
import dev.spotdock.kernel.resources.Resources;
import java.time.Duration;

/**
 * One workload to start.
 *
 * @param timeout for everything, the image's pull included
 */
public record LaunchSpec(
        AllocationId allocationId,
        BidId bidId,
        String node,
        Resources resources,
        ContainerSpec container,
        Duration timeout) {}
