package dev.spotdock.compute;

import dev.spotdock.kernel.resources.Resources;
import java.time.Instant;

/** A node that is there takes work again. A lost one is registered when it is back. */
public record NodeUncordoned(String node, String pool, Resources capacity, Instant at) {}
