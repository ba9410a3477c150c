package dev.spotdock.compute.workload;

import dev.spotdock.compute.node.NodeLease;
import dev.spotdock.compute.spi.Observation;
import dev.spotdock.kernel.message.Command;
import java.time.Instant;

/** Records what a provider says of a workload; answers whether it runs but is to be stopped. */
record RecordObservation(Observation seen, NodeLease lease, Instant at)
        implements Command<Boolean> {}
