@NullMarked
package dev.spotdock.auctions.timed.intake;

import org.jspecify.annotations.NullMarked;
