@NullMarked
package dev.spotdock.auctions.bid;

import org.jspecify.annotations.NullMarked;
