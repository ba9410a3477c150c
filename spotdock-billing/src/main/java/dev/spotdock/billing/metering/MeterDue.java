package dev.spotdock.billing.metering;

import dev.spotdock.kernel.message.Command;
import java.time.Instant;

/** Charges one batch of wallets up to now; answers whether more is due already. */
record MeterDue(Instant now) implements Command<Boolean> {}
