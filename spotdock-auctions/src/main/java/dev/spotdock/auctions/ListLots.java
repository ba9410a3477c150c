package dev.spotdock.auctions;

import dev.spotdock.kernel.id.AuctionId;
import dev.spotdock.kernel.id.LotId;
import org.jspecify.annotations.Nullable;

/**
 * Asks for an auction's {@link LotDetails}, oldest (smallest id) first; none of another's draft.
 *
 * @param after only ids greater than this; null: from the oldest
 * @param limit at least 1
 */
public record ListLots(AuctionId auctionId, Actor viewer, @Nullable LotId after, int limit) {}
