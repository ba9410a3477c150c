package dev.spotdock.compute;

import dev.spotdock.kernel.message.Command;
import dev.spotdock.kernel.outcome.Outcome;
import java.time.Instant;

/**
 * Removes a node for good, if nothing is left on it. A simulated one is not offered any more, not
 * even if the settings name it, until somebody adds it again; another one must be lost, or its
 * provider would only report it again.
 *
 * <p>Answers the node as it was last.
 */
public record RemoveNode(String name, Instant at)
        implements Command<Outcome<NodeDetails, NodeRejection>> {}
