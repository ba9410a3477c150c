package dev.spotdock.billing.wallet;

import dev.spotdock.kernel.id.AccountId;

/** A wallet's row, locked by the caller's transaction; micro-units. */
public record Wallet(AccountId accountId, long balance, long held) {

    /** What is not set aside for bids. */
    public long free() {
        return balance - held;
    }
}
