package dev.spotdock.billing;

import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.money.Money;
import java.time.Instant;
import java.util.UUID;

/** A hold's time was over before it was captured; {@code amount} is free again. */
public record HoldExpired(UUID reference, AccountId accountId, Money amount, Instant at) {}
