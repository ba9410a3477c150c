@NullMarked
package dev.spotdock.auctions.pricing;

import org.jspecify.annotations.NullMarked;
