package dev.spotdock.compute;

import dev.spotdock.kernel.message.Command;
import dev.spotdock.kernel.outcome.Outcome;
import dev.spotdock.kernel.resources.Resources;
import java.time.Instant;

/**
 * Adds a node to the simulated provider.
 *
 * @param name 1 to 63 of {@code a-z 0-9 -}, unique in the installation
 */
public record AddSimulatedNode(String name, String pool, Resources resources, Instant at)
        implements Command<Outcome<NodeDetails, NodeRejection>> {}
