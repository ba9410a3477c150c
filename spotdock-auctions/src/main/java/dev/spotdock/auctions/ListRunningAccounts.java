package dev.spotdock.auctions;

import dev.spotdock.kernel.id.AccountId;
import org.jspecify.annotations.Nullable;

/**
 * Asks which accounts have running bids in a pool: {@link AccountId}s, smallest first, as
 * PostgreSQL orders them.
 *
 * @param after the last one of the page before; null: from the first
 * @param limit at least 1
 */
public record ListRunningAccounts(String pool, @Nullable AccountId after, int limit) {}
