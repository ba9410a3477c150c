package dev.spotdock.billing.metering;

import dev.spotdock.billing.metering.rating.Rated;
import dev.spotdock.billing.metering.rating.RatedSlice;
import dev.spotdock.billing.wallet.Settlement.Outlook;
import dev.spotdock.billing.wallet.Wallet;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One wallet's part of a pass.
 *
 * @param wallet as it was before
 * @param outlook what is to come; null: the next pass computes it
 * @param low when its money ends, if its owner is to be warned of that
 */
record Charged(Wallet wallet, Rated rated, @Nullable Outlook outlook, @Nullable Instant low) {

    /** Out of the wallet, from the holds too; micro-units. */
    long amount() {
        return rated.slices().stream().mapToLong(RatedSlice::charged).sum();
    }

    /** What the wallet has then; micro-units. */
    long balance() {
        return wallet.balance() - amount();
    }
}
