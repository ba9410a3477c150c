package dev.spotdock.compute.workload;

import dev.spotdock.compute.node.NodeLease;
import dev.spotdock.kernel.id.AllocationId;
import dev.spotdock.kernel.message.Command;

/** Records that nothing is left of an ended workload. */
record RecordRemoval(AllocationId allocationId, NodeLease lease) implements Command<Void> {}
