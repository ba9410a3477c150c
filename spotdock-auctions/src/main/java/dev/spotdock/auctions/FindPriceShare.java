package dev.spotdock.auctions;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Asks how a pool's market price was spread over the 24 h before {@code to}: a {@link PriceShare};
 * empty if there is no such pool.
 *
 * @param unitPrice an effective unit price, micro-units per slot-hour; null: only percentiles
 */
public record FindPriceShare(String pool, @Nullable Long unitPrice, Instant to) {

    /**
     * Prices weighted by the time during which they were the market price. A percentile is the
     * lowest price that was enough for at least so much of the time. All in micro-units per
     * slot-hour.
     *
     * @param from 24 h before {@code to}, or the first price if it is later; a pool without any had
     *     its floor all the time
     * @param millisAtOrBelow how long the price asked for would have run; null if none was
     */
    public record PriceShare(
            Instant from,
            Instant to,
            @Nullable Long millisAtOrBelow,
            long p10,
            long p25,
            long p50,
            long p75,
            long p90) {}
}
