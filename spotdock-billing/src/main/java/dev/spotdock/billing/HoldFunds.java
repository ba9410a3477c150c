package dev.spotdock.billing;

import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.money.Money;
import dev.spotdock.kernel.outcome.Outcome;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Sets free money of a wallet aside under a reference, once per reference.
 *
 * @param reference the holder's, opaque here; a bid's id
 * @param amount more than zero; the answer is what is held under the reference then
 * @param expiresAt when what was not captured is freed; null: never, the holder releases it
 */
public record HoldFunds(
        AccountId accountId, UUID reference, Money amount, @Nullable Instant expiresAt)
        implements WalletCommand<Outcome<Money, BillingRejection>> {

    /** Held until it is released. */
    public HoldFunds(AccountId accountId, UUID reference, Money amount) {
        this(accountId, reference, amount, null);
    }
}
