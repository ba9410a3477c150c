package dev.spotdock.billing.metering;

import dev.spotdock.billing.metering.rating.Rated;
import dev.spotdock.billing.wallet.Wallet;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One wallet's part of a pass.
 *
 * @param wallet as it was before
 * @param checkAt when to look at it next; null: nothing runs
 */
record Charged(Wallet wallet, Rated rated, @Nullable Instant checkAt) {}
