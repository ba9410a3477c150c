package dev.spotdock.billing;

import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.message.Command;
import dev.spotdock.kernel.money.Money;
import dev.spotdock.kernel.outcome.Outcome;
import java.time.Instant;
import java.util.UUID;

/**
 * Sets free money of a wallet aside until the group's holds are released; once per group and
 * account.
 *
 * @param group the holder's, opaque here; an auction's id
 * @param amount more than zero; the answer is what is held then: nothing if the group was released
 */
public record HoldInGroup(UUID group, AccountId accountId, Money amount, Instant at)
        implements Command<Outcome<Money, BillingRejection>> {}
