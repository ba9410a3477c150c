package dev.spotdock.auctions;

import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.AuctionId;
import org.jspecify.annotations.Nullable;

/**
 * Asks for {@link AuctionDetails}, newest (greatest id) first; drafts only of the viewer.
 *
 * @param state only these; null: any
 * @param seller only of this account; null: of any
 * @param before only ids smaller than this; null: from the newest
 * @param limit at least 1
 */
public record ListAuctions(
        Actor viewer,
        @Nullable AuctionState state,
        @Nullable AccountId seller,
        @Nullable AuctionId before,
        int limit) {}
