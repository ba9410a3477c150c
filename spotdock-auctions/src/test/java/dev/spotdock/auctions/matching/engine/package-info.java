@NullMarked
package dev.spotdock.auctions.matching.engine;

import org.jspecify.annotations.NullMarked;
