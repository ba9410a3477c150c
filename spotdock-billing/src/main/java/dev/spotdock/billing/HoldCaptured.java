package dev.spotdock.billing;

import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.money.Money;
import java.time.Instant;
import java.util.UUID;

/**
 * A seller was paid out of a hold; what was left of it is free again.
 *
 * @param fee the platform's part of {@code amount}
 */
public record HoldCaptured(
        UUID reference, AccountId payer, AccountId seller, Money amount, Money fee, Instant at) {}
