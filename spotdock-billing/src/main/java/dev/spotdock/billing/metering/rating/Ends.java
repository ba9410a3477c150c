package dev.spotdock.billing.metering.rating;

import dev.spotdock.billing.MeterExhausted.Cause;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When the money of a wallet's running bids ends, at the rates that are known.
 *
 * @param first of any of them, by funds or by budget; null: of none
 * @param empty the first by funds; null: of none
 * @param dry milliseconds since the epoch; when free money is used up; {@link Tariff#NEVER}: never,
 *     or there is none now
 */
public record Ends(@Nullable Instant first, @Nullable Instant empty, long dry) {

    static Ends noneBut(long dry) {
        return new Ends(null, null, dry);
    }

    /** Together with another end. */
    Ends and(Cause cause, long at) {
        if (at >= Tariff.NEVER) {
            return this;
        }
        Instant end = Instant.ofEpochMilli(at);
        return new Ends(
                earlier(first, end), cause == Cause.FUNDS ? earlier(empty, end) : empty, dry);
    }

    private static Instant earlier(@Nullable Instant one, Instant other) {
        return one != null && one.isBefore(other) ? one : other;
    }
}
