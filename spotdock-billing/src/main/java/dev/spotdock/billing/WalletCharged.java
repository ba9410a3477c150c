package dev.spotdock.billing;

import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.money.Money;
import java.time.Instant;

/** One metering pass took the slices due from a wallet. */
public record WalletCharged(
        AccountId accountId, Money amount, Money balance, int slices, Instant at) {}
