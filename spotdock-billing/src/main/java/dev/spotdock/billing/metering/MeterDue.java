package dev.spotdock.billing.metering;

import dev.spotdock.billing.wallet.Wallets.Share;
import dev.spotdock.kernel.message.Command;
import java.time.Instant;

/** Charges one batch of a share's wallets up to now; answers whether more is due already. */
record MeterDue(Instant now, Share share) implements Command<Boolean> {}
