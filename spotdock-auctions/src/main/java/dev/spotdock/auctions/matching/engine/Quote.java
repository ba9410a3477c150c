package dev.spotdock.auctions.matching.engine;

import dev.spotdock.auctions.ReasonCode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What it takes to run a shape now. */
public sealed interface Quote {

    /**
     * It would run.
     *
     * @param effectiveUnitPrice the lowest that suffices, micro-units per slot-hour
     * @param pricePerHour the lowest maximum per hour, surcharge included, that makes it;
     *     micro-units
     * @param evicted how many allocations would be stopped or displaced for it, those noticed
     *     already included
     * @param evictedMilliSlots what these take together, thousandths of a slot
     * @param from when, at the latest, if something must be stopped first; null: at once
     */
    record Possible(
            long effectiveUnitPrice,
            long pricePerHour,
            int evicted,
            long evictedMilliSlots,
            @Nullable Instant from)
            implements Quote {}

    /**
     * No price makes it run now.
     *
     * @param code what stands in the way of even the highest bid
     * @param next when it could be possible; null if that is not known
     */
    record Impossible(ReasonCode code, @Nullable Instant next) implements Quote {}
}
