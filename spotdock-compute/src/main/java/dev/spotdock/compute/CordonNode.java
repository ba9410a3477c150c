package dev.spotdock.compute;

import dev.spotdock.kernel.message.Command;
import dev.spotdock.kernel.outcome.Outcome;
import java.time.Instant;

/**
 * Lets a node take no new work; what runs there goes on. Repeating it changes nothing, nor does it
 * end a drain. Stays so until {@link UncordonNode}, whatever becomes of the node meanwhile.
 */
public record CordonNode(String name, Instant at)
        implements Command<Outcome<NodeDetails, NodeRejection>> {}
