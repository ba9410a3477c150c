package dev.spotdock.billing;

import dev.spotdock.kernel.id.AccountId;

/** Asks for one {@link WalletDetails}; empty if the account has no wallet. */
public record FindWallet(AccountId accountId) {}
