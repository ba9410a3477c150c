/** What makes this instance ready, and what it says when it is. */
@NullMarked
package dev.spotdock.runtime.health;

import org.jspecify.annotations.NullMarked;
