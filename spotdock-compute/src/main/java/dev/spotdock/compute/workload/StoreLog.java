package dev.spotdock.compute.workload;

import dev.spotdock.compute.node.NodeLease;
import dev.spotdock.kernel.id.AllocationId;
import dev.spotdock.kernel.message.Command;
import java.time.Instant;

/** Stores the output of an ended workload; false if it has not ended: nothing may be removed. */
@SuppressWarnings("ArrayRecordComponent") // handed straight to the database, never compared
record StoreLog(AllocationId allocationId, byte[] bytes, NodeLease lease, Instant at)
        implements Command<Boolean> {}
