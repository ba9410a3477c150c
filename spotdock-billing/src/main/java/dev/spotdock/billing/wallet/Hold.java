package dev.spotdock.billing.wallet;

import dev.spotdock.kernel.id.AccountId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is left of money that was set aside.
 *
 * @param remaining micro-units, 0 once captured or released
 * @param expiresAt null: never
 */
record Hold(AccountId accountId, long remaining, @Nullable Instant expiresAt) {

    /** Whether money is left that may be captured. */
    boolean isPending(Instant at) {
        return remaining > 0 && (expiresAt == null || at.isBefore(expiresAt));
    }

    /** The same, captured or released: nothing is left of it. */
    Hold resolved() {
        return new Hold(accountId, 0, expiresAt);
    }
}
