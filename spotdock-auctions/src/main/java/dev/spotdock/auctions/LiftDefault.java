package dev.spotdock.auctions;

import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.message.Command;
import java.time.Instant;

/**
 * Lets an account bid again that has not paid. Yields whether it was barred.
 *
 * @param by the operator who does, for the record
 */
public record LiftDefault(AccountId accountId, AccountId by, Instant at)
        implements Command<Boolean> {}
