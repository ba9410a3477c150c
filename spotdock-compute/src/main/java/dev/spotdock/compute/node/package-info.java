/** Nodes: which there are, whether they answer, and who may work on their workloads. */
@NullMarked
package dev.spotdock.compute.node;

import org.jspecify.annotations.NullMarked;
