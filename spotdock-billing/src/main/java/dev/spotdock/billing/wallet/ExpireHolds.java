package dev.spotdock.billing.wallet;

import dev.spotdock.kernel.message.Command;
import java.time.Instant;

/** Frees a batch of holds whose time is over; answers whether more are. */
record ExpireHolds(Instant now) implements Command<Boolean> {}
