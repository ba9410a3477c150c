package dev.spotdock.compute.workload;

import dev.spotdock.compute.node.NodeLease;
import dev.spotdock.kernel.id.AllocationId;
import dev.spotdock.kernel.message.Command;
import java.time.Instant;

/** Notes a stop that is about to be sent; false if it must not be sent any more. */
record BeginStop(AllocationId allocationId, NodeLease lease, Instant at)
        implements Command<Boolean> {}
