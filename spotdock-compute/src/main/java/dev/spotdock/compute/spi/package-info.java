/** What a compute backend must do for the module. */
@NullMarked
package dev.spotdock.compute.spi;

import org.jspecify.annotations.NullMarked;
