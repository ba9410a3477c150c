package dev.spotdock.billing;

import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.money.Money;
import java.time.Instant;

/**
 * The money of a wallet's running bids ends soon. Once, until there is money again: for twice as
 * long as the warning is ahead, or by a deposit.
 *
 * @param balance now
 * @param burnRatePerHourMicros what its running allocations cost now
 * @param emptyAt when the first of them runs out of money at that rate
 */
public record WalletLow(
        AccountId accountId,
        Money balance,
        long burnRatePerHourMicros,
        Instant emptyAt,
        Instant at) {}
