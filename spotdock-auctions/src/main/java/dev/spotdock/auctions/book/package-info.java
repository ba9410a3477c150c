/** The order book: an index in Redis of the bids that wait, rebuilt from PostgreSQL at need. */
@NullMarked
package dev.spotdock.auctions.book;

import org.jspecify.annotations.NullMarked;
