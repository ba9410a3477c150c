/** A compute backend that exists in memory only. */
@NullMarked
package dev.spotdock.compute.provider.simulated;

import org.jspecify.annotations.NullMarked;
