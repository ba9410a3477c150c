package dev.spotdock.billing;

import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.money.Money;
import java.time.Instant;

/** Money came into a wallet. */
public record WalletCredited(
        AccountId accountId, Money amount, Money balance, String reference, Instant at) {}
