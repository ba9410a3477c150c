package dev.spotdock.compute;

import dev.spotdock.kernel.resources.Resources;
import java.time.Instant;

/**
 * A node takes no new work. Told again when it is back, or has another capacity or pool, meanwhile.
 */
public record NodeCordoned(String node, String pool, Resources capacity, Instant at) {}
