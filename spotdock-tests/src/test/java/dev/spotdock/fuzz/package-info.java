/** Attacks the whole API: bad input, other tenants' things, repeats. */
@NullMarked
package dev.spotdock.fuzz;

import org.jspecify.annotations.NullMarked;
