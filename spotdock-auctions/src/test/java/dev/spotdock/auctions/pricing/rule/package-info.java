@NullMarked
package dev.spotdock.auctions.pricing.rule;

import org.jspecify.annotations.NullMarked;
