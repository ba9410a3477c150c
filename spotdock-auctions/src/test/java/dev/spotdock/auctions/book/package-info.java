@NullMarked
package dev.spotdock.auctions.book;

import org.jspecify.annotations.NullMarked;
