package dev.spotdock.billing;

import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.message.Command;
import dev.spotdock.kernel.money.Money;
import dev.spotdock.kernel.outcome.Outcome;
import java.util.UUID;

/**
 * Sets free money of a wallet aside under a reference, once per reference.
 *
 * @param reference the holder's, opaque here; a bid's id
 * @param amount more than zero; the answer is what is held under the reference then
 */
public record HoldFunds(AccountId accountId, UUID reference, Money amount)
        implements Command<Outcome<Money, BillingRejection>> {}
