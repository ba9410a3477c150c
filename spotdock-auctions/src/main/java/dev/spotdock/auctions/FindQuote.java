package dev.spotdock.auctions;

import dev.spotdock.kernel.resources.Resources;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Asks for the lowest price that would run a shape now, behind all that wait: a {@link Quote};
 * empty if there is no such pool. Changes nothing.
 *
 * @param notice that it should have; null: the pool's
 * @param minRun that it should have; null: the pool's
 * @param maxAge how long ago the market may have been looked at; zero: now
 */
public record FindQuote(
        String pool,
        Resources resources,
        @Nullable Duration notice,
        @Nullable Duration minRun,
        Duration maxAge) {

    /** What it takes to run. */
    public sealed interface Quote {}

    /**
     * It would run.
     *
     * @param effectiveUnitPrice the lowest that suffices, micro-units per slot-hour
     * @param maxPricePerHour the lowest maximum that makes it, surcharge included; micro-units
     * @param evicted how many allocations would have to go for it, those noticed already included
     * @param evictedMilliSlots what these take together, thousandths of a slot
     * @param from when, at the latest, if something must be stopped first; null: at once
     */
    public record Possible(
            int surchargePercent,
            long effectiveUnitPrice,
            long maxPricePerHour,
            int evicted,
            long evictedMilliSlots,
            @Nullable Instant from)
            implements Quote {}

    /**
     * No price makes it run now.
     *
     * @param reason what stands in the way of even the highest bid; {@code next}: when it could be
     *     possible, null if that is not known
     */
    public record Impossible(int surchargePercent, Reason reason) implements Quote {}
}
