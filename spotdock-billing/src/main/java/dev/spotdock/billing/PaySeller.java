package dev.spotdock.billing;

import dev.spotdock.kernel.message.Command;
import dev.spotdock.kernel.money.Money;
import dev.spotdock.kernel.outcome.Outcome;
import java.time.Instant;
import java.util.UUID;

/**
 * Moves what a seller has earned by a sale, less the fee, into the seller's wallet, where it can be
 * spent. Once per sale; repeating it changes nothing. Refused, it stays earned: it can be asked for
 * again.
 *
 * @param reference of the hold that was captured; one that was not is a bug. The answer is what the
 *     seller gets, also when it was paid before
 */
public record PaySeller(UUID reference, Instant at)
        implements Command<Outcome<Money, BillingRejection>> {}
