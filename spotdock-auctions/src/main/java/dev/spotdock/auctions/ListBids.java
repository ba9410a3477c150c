package dev.spotdock.auctions;

import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.BidId;
import org.jspecify.annotations.Nullable;

/**
 * Asks for an account's {@link BidDetails}, newest (greatest id) first.
 *
 * @param status only these; null: any
 * @param pool only these; null: any
 * @param before only ids smaller than this; null: from the newest
 * @param limit at least 1
 */
public record ListBids(
        AccountId owner,
        @Nullable BidStatus status,
        @Nullable String pool,
        @Nullable BidId before,
        int limit) {}
