/** The life of a bid: commands, history, what is due by itself, and what can be asked about it. */
@NullMarked
package dev.spotdock.auctions.bid;

import org.jspecify.annotations.NullMarked;
