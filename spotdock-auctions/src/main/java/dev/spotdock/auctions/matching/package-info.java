/** The matching loop: proposes from the book, confirms in PostgreSQL, under the pool's lease. */
@NullMarked
package dev.spotdock.auctions.matching;

import org.jspecify.annotations.NullMarked;
