package dev.spotdock.billing.invoice;

import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.message.Command;
import java.time.Instant;

/**
 * Closes the first month of a wallet that is due; true if there may be another one. Repeating it,
 * or a wallet that has to wait, changes nothing.
 *
 * @param until end of the last month that may be closed
 */
record CloseMonth(AccountId accountId, Instant until, Instant at) implements Command<Boolean> {}
