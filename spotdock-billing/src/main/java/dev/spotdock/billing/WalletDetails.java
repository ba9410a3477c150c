package dev.spotdock.billing;

import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.money.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A prepaid wallet.
 *
 * @param held part of the balance that is set aside for bids
 * @param burnRatePerHourMicros what its running allocations cost now
 * @param emptyAt when the first of them runs out of money at that rate; null if nothing runs
 * @param lowSince when its owner was warned of that; null: there was no need
 */
public record WalletDetails(
        AccountId accountId,
        Money balance,
        Money held,
        long burnRatePerHourMicros,
        @Nullable Instant emptyAt,
        @Nullable Instant lowSince) {

    /** What new bids can still hold and charges take first. */
    public Money available() {
        return balance.minus(held);
    }
}
