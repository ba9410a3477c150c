/** Scripts that run inside Redis. */
@NullMarked
package dev.spotdock.auctions.lua;

import org.jspecify.annotations.NullMarked;
