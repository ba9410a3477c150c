package dev.spotdock.billing;

import dev.spotdock.kernel.id.AccountId;
import java.time.Instant;

/**
 * Asks for the running month as an {@link Invoice} without an issue; empty if the account has no
 * wallet.
 */
public record FindStatement(AccountId accountId, Instant now) {}
