package dev.spotdock.billing;

import dev.spotdock.kernel.id.AccountId;

/**
 * Asks for an account's {@link Invoice}s, newest first.
 *
 * @param before only numbers smaller than this; {@link Long#MAX_VALUE} for the newest
 * @param limit at least 1
 */
public record ListInvoices(AccountId accountId, long before, int limit) {}
