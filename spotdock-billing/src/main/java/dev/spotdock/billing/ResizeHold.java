package dev.spotdock.billing;

import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.message.Command;
import dev.spotdock.kernel.money.Money;
import dev.spotdock.kernel.outcome.Outcome;
import java.util.UUID;

/**
 * Makes what is left of a hold that much: takes what is missing from the wallet's free money, frees
 * what is too much. Repeating it changes nothing.
 *
 * @param reference of a hold that exists and was not released
 * @param amount more than zero; the answer is what is held then, a refusal tells what was missing
 */
public record ResizeHold(AccountId accountId, UUID reference, Money amount)
        implements Command<Outcome<Money, BillingRejection>> {}
