package dev.spotdock.compute.node;

import dev.spotdock.compute.spi.OfferedNode;
import dev.spotdock.kernel.message.Command;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * Records one look at the provider's nodes.
 *
 * @param seen what it reported
 * @param missing the names that this instance has missed for too long
 * @param unseenSince a missing one is lost only if no other instance saw it after this
 */
record RecordNodes(
        String provider,
        List<OfferedNode> seen,
        Set<String> missing,
        Instant unseenSince,
        Instant at)
        implements Command<Void> {}
