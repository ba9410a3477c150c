@NullMarked
package dev.spotdock.auctions.matching;

import org.jspecify.annotations.NullMarked;
