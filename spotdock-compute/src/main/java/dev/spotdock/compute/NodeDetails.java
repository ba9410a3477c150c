package dev.spotdock.compute;

import dev.spotdock.kernel.resources.Resources;
import java.time.Instant;

/**
 * A node as its provider reports it.
 *
 * @param provider {@code docker} or {@code simulated}
 * @param seenAt when the provider last reported it
 */
public record NodeDetails(
        String name,
        String pool,
        String provider,
        Resources capacity,
        NodeState state,
        Instant seenAt) {}
