@NullMarked
package dev.spotdock.auctions.offer;

import org.jspecify.annotations.NullMarked;
