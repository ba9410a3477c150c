/** What nodes offer to pools, and how much of it allocations take. */
@NullMarked
package dev.spotdock.auctions.offer;

import org.jspecify.annotations.NullMarked;
