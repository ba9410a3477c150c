/** What happens at the same instant, on a real PostgreSQL and a real Redis. */
@NullMarked
package dev.spotdock.auctions.races;

import org.jspecify.annotations.NullMarked;
