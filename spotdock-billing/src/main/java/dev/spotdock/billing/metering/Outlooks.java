package dev.spotdock.billing.metering;

import dev.spotdock.billing.metering.rating.Ends;
import dev.spotdock.billing.wallet.Settlement.Outlook;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** When to look at a wallet next, and when to warn its owner. */
final class Outlooks {

    private Outlooks() {}

    /**
     * @param nextLook the next slice cut or end of money; null: nothing runs
     * @param warnedAt the last warning that still holds
     * @param ahead how long before the end its owner is warned; whoever was warned is not again
     *     until there is money for twice as long
     */
    static Outlook of(
            @Nullable Instant nextLook,
            Ends ends,
            @Nullable Instant warnedAt,
            Instant now,
            Duration ahead) {
        Instant empty = ends.empty();
        Instant lowAt = empty == null ? null : lowAt(empty, warnedAt, now, ahead);
        Instant checkAt = nextLook;
        if (empty != null && lowAt == null && nextLook != null) {
            Instant warning = empty.minus(ahead);
            checkAt = warning.isBefore(nextLook) ? warning : nextLook;
        }
        return new Outlook(checkAt, ends.first(), lowAt);
    }

    private static @Nullable Instant lowAt(
            Instant empty, @Nullable Instant warnedAt, Instant now, Duration ahead) {
        if (empty.isAfter(now.plus(ahead.multipliedBy(2)))) {
            return null;
        }
        return warnedAt == null && !empty.isAfter(now.plus(ahead)) ? now : warnedAt;
    }
}
