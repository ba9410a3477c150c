/** What pins of capacity mean at which time; pure. */
@NullMarked
package dev.spotdock.auctions.reservation.window;

import org.jspecify.annotations.NullMarked;
