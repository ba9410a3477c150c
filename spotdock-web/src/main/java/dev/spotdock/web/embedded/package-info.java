/** A real PostgreSQL and a real Redis for a start without configuration, kept in a data folder. */
@NullMarked
package dev.spotdock.web.embedded;

import org.jspecify.annotations.NullMarked;
