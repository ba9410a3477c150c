/** Bids over HTTP. */
@NullMarked
package dev.spotdock.web.rest.bids;

import org.jspecify.annotations.NullMarked;
