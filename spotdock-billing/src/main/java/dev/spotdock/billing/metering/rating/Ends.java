package dev.spotdock.billing.metering.rating;

import dev.spotdock.billing.MeterExhausted.Cause;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When the money of a wallet's running bids ends, at the rates that are known.
 *
 * @param first of any of them, by funds or by budget; null: of none
 * @param empty the first by funds; null: of none
 */
public record Ends(@Nullable Instant first, @Nullable Instant empty) {

    static final Ends NONE = new Ends(null, null);

    /** Together with another end. */
    Ends and(Cause cause, long at) {
        if (at >= Tariff.NEVER) {
            return this;
        }
        Instant end = Instant.ofEpochMilli(at);
        return new Ends(earlier(first, end), cause == Cause.FUNDS ? earlier(empty, end) : empty);
    }

    private static Instant earlier(@Nullable Instant one, Instant other) {
        return one != null && one.isBefore(other) ? one : other;
    }
}
