/** Takes bids on lots in Redis, whatever PostgreSQL does, and brings them to PostgreSQL. */
@NullMarked
package dev.spotdock.auctions.timed.intake;

import org.jspecify.annotations.NullMarked;
