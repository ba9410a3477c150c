/**
 * The market: bids, the order book, matching. This package is the API of the module: commands,
 * events, queries, read records, rejections and the ports it needs filled.
 */
@NullMarked
package dev.spotdock.auctions;

import org.jspecify.annotations.NullMarked;
