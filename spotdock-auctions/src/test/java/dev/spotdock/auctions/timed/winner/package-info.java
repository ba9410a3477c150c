@NullMarked
package dev.spotdock.auctions.timed.winner;

import org.jspecify.annotations.NullMarked;
