package dev.spotdock.billing;

import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.money.Money;
import dev.spotdock.kernel.outcome.Outcome;
import java.time.Instant;
import java.util.UUID;

/**
 * The second phase of a hold: pays a seller out of it and frees what is left. A hold is resolved
 * once; repeating the same changes nothing.
 *
 * @param amount more than zero; the answer is what was paid
 * @param fee the platform's part of it, at least zero and at most {@code amount}; the seller's
 *     cost. The rest is the seller's, see {@link PaySeller}
 */
public record CaptureHold(UUID reference, AccountId seller, Money amount, Money fee, Instant at)
        implements WalletCommand<Outcome<Money, CaptureRejection>> {

    public CaptureHold {
        if (!amount.isPositive() || fee.isNegative() || fee.compareTo(amount) > 0) {
            throw new IllegalArgumentException(
                    "expected 0 <= fee <= amount, amount > 0, but was %s of %s"
                            .formatted(fee, amount));
        }
    }
}
