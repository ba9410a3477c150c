/**
 * Nodes and workloads. This package is the API of the module: commands, events, queries and read
 * records. Backends are behind {@link dev.spotdock.compute.spi.ComputeProvider}.
 */
@NullMarked
package dev.spotdock.compute;

import org.jspecify.annotations.NullMarked;
