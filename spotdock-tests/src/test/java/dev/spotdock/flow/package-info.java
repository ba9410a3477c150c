/** Bids through the whole application, over HTTP. */
@NullMarked
package dev.spotdock.flow;

import org.jspecify.annotations.NullMarked;
