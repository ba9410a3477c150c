/** Markets and their settings: what an operator configures. */
@NullMarked
package dev.spotdock.auctions.pool;

import org.jspecify.annotations.NullMarked;
