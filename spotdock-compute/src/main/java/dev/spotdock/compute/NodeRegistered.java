package dev.spotdock.compute;

import dev.spotdock.kernel.resources.Resources;
import java.time.Instant;

/** A node is new, is back, or changed its capacity. */
public record NodeRegistered(
        String node, String pool, String provider, Resources capacity, Instant at) {}
