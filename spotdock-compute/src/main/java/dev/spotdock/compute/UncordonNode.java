package dev.spotdock.compute;

import dev.spotdock.kernel.message.Command;
import dev.spotdock.kernel.outcome.Outcome;
import java.time.Instant;

/**
 * Lets a node take work again, and ends a drain; notices already given stand. Repeating it changes
 * nothing.
 */
public record UncordonNode(String name, Instant at)
        implements Command<Outcome<NodeDetails, NodeRejection>> {}
