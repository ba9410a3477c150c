package dev.spotdock.billing.ledger;

import dev.spotdock.kernel.message.Command;
import java.time.Instant;

/** Seals the next lines, at most up to {@code position}; answers whether there were any. */
record SealLines(long position, Instant at) implements Command<Boolean> {}
