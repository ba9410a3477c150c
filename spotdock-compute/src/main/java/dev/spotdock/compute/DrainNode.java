package dev.spotdock.compute;

import dev.spotdock.kernel.message.Command;
import dev.spotdock.kernel.outcome.Outcome;
import java.time.Instant;

/**
 * Lets a node take no new work and wants what runs there gone. Repeating it changes nothing. The
 * node is {@link NodeState#DRAINED} when nothing is left; until then it can be uncordoned.
 */
public record DrainNode(String name, Instant at)
        implements Command<Outcome<NodeDetails, NodeRejection>> {}
