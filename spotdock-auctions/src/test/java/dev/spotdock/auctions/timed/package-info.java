@NullMarked
package dev.spotdock.auctions.timed;

import org.jspecify.annotations.NullMarked;
