/** What capacity cost: each pool's market price over time. */
@NullMarked
package dev.spotdock.auctions.pricing;

import org.jspecify.annotations.NullMarked;
