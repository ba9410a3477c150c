package dev.spotdock.compute.workload;

import dev.spotdock.compute.WorkloadEnd;
import dev.spotdock.compute.node.NodeLease;
import dev.spotdock.kernel.id.AllocationId;
import dev.spotdock.kernel.message.Command;
import java.time.Instant;

/**
 * Records an end that the provider did not tell.
 *
 * @param expected the phase in which that was decided; nothing happens in another one
 */
record RecordEnd(
        AllocationId allocationId,
        Phase expected,
        WorkloadEnd end,
        Instant endedAt,
        String detail,
        NodeLease lease,
        Instant at)
        implements Command<Void> {}
