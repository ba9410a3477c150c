/** Pools and their depth over HTTP. */
@NullMarked
package dev.spotdock.web.rest.pools;

import org.jspecify.annotations.NullMarked;
