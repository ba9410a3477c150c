package dev.spotdock.billing.wallet;

import dev.spotdock.kernel.id.AccountId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How to change a locked wallet.
 *
 * @param balance added to the balance; negative for charges
 * @param held added to what is held
 * @param outlook what metering reckons with from now on; null: it computes that with its next pass
 */
public record Settlement(AccountId accountId, long balance, long held, @Nullable Outlook outlook) {

    /**
     * What is to come if nothing changes.
     *
     * @param checkAt when metering is to look at the wallet next; null: nothing runs
     * @param endsAt when the money of its first running bid ends; null: of none
     * @param lowAt when its owner was warned of that; null: there was no need
     */
    public record Outlook(
            @Nullable Instant checkAt, @Nullable Instant endsAt, @Nullable Instant lowAt) {}

    @Nullable Instant checkAt() {
        return outlook == null ? Instant.EPOCH : outlook.checkAt();
    }

    @Nullable Instant endsAt() {
        return outlook == null ? null : outlook.endsAt();
    }

    @Nullable Instant lowAt() {
        return outlook == null ? null : outlook.lowAt();
    }
}
