package dev.spotdock.billing.wallet;

import dev.spotdock.kernel.id.AccountId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A wallet's row, locked by the caller's transaction; micro-units.
 *
 * @param lowAt when its owner was warned that its money ends; null: there was no need
 */
public record Wallet(AccountId accountId, long balance, long held, @Nullable Instant lowAt) {

    /** What is not set aside for bids. */
    public long free() {
        return balance - held;
    }

    Wallet plus(long more, long moreHeld) {
        return new Wallet(
                accountId, Math.addExact(balance, more), Math.addExact(held, moreHeld), lowAt);
    }
}
