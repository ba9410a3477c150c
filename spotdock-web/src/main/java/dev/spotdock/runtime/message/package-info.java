/** Commands, events and their processors on Axon, kept in PostgreSQL. */
@NullMarked
package dev.spotdock.runtime.message;

import org.jspecify.annotations.NullMarked;
