/** What the whole application gives away, and what its sources do. */
@NullMarked
package dev.spotdock.security;

import org.jspecify.annotations.NullMarked;
