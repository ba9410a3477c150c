/** Time that follows PostgreSQL's clock. */
@NullMarked
package dev.spotdock.runtime.clock;

import org.jspecify.annotations.NullMarked;
