package dev.spotdock.compute;

import dev.spotdock.kernel.resources.Resources;
import java.time.Instant;

/** A node was not seen for too long; its workloads are reported as ended, one by one. */
public record NodeLost(String node, String pool, Resources capacity, Instant at) {}
