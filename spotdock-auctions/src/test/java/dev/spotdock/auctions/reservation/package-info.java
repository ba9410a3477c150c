@NullMarked
package dev.spotdock.auctions.reservation;

import org.jspecify.annotations.NullMarked;
