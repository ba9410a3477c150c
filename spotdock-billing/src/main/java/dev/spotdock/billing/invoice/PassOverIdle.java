package dev.spotdock.billing.invoice;

import dev.spotdock.kernel.message.Command;
import java.time.Instant;

/**
 * Closes the months of wallets with nothing to invoice.
 *
 * @param until end of the last month that may be closed
 */
record PassOverIdle(Instant until) implements Command<Void> {}
