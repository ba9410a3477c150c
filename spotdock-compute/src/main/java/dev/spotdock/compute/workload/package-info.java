/** Workloads: what is wanted, what is seen, and the reconciler that closes the gap. */
@NullMarked
package dev.spotdock.compute.workload;

import org.jspecify.annotations.NullMarked;
