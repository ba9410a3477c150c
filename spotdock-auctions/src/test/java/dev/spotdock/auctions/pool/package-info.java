@NullMarked
package dev.spotdock.auctions.pool;

import org.jspecify.annotations.NullMarked;
