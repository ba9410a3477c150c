package dev.spotdock.billing;

import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.money.Money;
import java.time.Instant;

/**
 * Money came into a wallet.
 *
 * @param reference the deposit's; of a refund the allocation's id, of a sale the captured hold's
 */
public record WalletCredited(
        AccountId accountId, Money amount, Money balance, String reference, Instant at) {}
