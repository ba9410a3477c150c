package dev.spotdock.compute.spi;

import dev.spotdock.kernel.resources.Resources;

/**
 * A node and what workloads may use of it.
 *
 * @param name unique in the installation, stable over restarts
 */
public record OfferedNode(String name, String pool, Resources capacity) {}
