/** Timed auctions over HTTP: vehicles, auctions, lots and the bids on them. */
@NullMarked
package dev.spotdock.web.rest.auctions;

import org.jspecify.annotations.NullMarked;
