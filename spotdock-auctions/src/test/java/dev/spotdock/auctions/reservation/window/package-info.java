@NullMarked
package dev.spotdock.auctions.reservation.window;

import org.jspecify.annotations.NullMarked;
