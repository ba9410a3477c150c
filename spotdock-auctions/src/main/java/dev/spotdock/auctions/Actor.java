package dev.spotdock.auctions;

import dev.spotdock.kernel.id.AccountId;

/**
 * Who wants something of a timed auction.
 *
 * @param operator whether the account may do everything, also with what is not its own
 */
public record Actor(AccountId accountId, boolean operator) {}
