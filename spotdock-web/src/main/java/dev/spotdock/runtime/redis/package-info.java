/** How the application talks to Redis. */
@NullMarked
package dev.spotdock.runtime.redis;

import org.jspecify.annotations.NullMarked;
