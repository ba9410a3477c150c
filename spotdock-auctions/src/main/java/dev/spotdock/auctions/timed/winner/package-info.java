/** Who wins a lot: a pure fold over its bids. */
@NullMarked
package dev.spotdock.auctions.timed.winner;

import org.jspecify.annotations.NullMarked;
