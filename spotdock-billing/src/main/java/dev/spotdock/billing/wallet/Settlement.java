package dev.spotdock.billing.wallet;

import dev.spotdock.kernel.id.AccountId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How to change a locked wallet.
 *
 * @param balance added to the balance; negative for charges
 * @param held added to what is held
 * @param checkAt when metering is to look at it next; null: nothing runs
 */
public record Settlement(AccountId accountId, long balance, long held, @Nullable Instant checkAt) {

    /** For whoever changes what metering reckoned with: it looks with its next pass. */
    public static final Instant SOON = Instant.EPOCH;
}
