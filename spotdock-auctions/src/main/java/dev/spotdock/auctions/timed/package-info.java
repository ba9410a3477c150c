/** Timed auctions: lots of capacity and vehicles. */
@NullMarked
package dev.spotdock.auctions.timed;

import org.jspecify.annotations.NullMarked;
