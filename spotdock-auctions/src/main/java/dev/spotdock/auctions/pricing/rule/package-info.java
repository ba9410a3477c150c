/** What a container costs: pure arithmetic of prices. */
@NullMarked
package dev.spotdock.auctions.pricing.rule;

import org.jspecify.annotations.NullMarked;
