package dev.spotdock.compute.workload;

import dev.spotdock.compute.node.NodeLease;
import dev.spotdock.kernel.id.AllocationId;
import dev.spotdock.kernel.message.Command;
import java.time.Instant;
import java.util.Optional;

/** Counts a launch that is about to be made; empty if it must not be made any more. */
record BeginLaunch(AllocationId allocationId, NodeLease lease, Instant at)
        implements Command<Optional<LaunchOrder>> {}
