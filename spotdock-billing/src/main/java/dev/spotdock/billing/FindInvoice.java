package dev.spotdock.billing;

import dev.spotdock.kernel.id.AccountId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Asks for one {@link Invoice}; empty if there is none of that id and account.
 *
 * @param accountId whose it must be; null: anybody's, for operators
 */
public record FindInvoice(@Nullable AccountId accountId, UUID id) {}
