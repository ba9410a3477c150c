/** Capacity of nodes that is sold for a time: pins of it, and the reservations they become. */
@NullMarked
package dev.spotdock.auctions.reservation;

import org.jspecify.annotations.NullMarked;
