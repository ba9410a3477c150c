package dev.spotdock.auctions;

import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.BidId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Asks for a pool's price {@link Tick}s, newest first.
 *
 * @param viewer whose bids are named; null: everybody's, for operators
 * @param from first instant
 * @param to first instant that is not asked for any more
 * @param limit at least 1
 */
public record ListPrices(
        String pool, @Nullable AccountId viewer, Instant from, Instant to, int limit) {

    /**
     * A price from then on.
     *
     * @param at whole milliseconds; one per pool and second
     * @param unitPrice micro-units per slot-hour
     * @param bidId the bid that set it; null if none did or it is not shown to the viewer
     */
    public record Tick(Instant at, long unitPrice, PriceCause cause, @Nullable BidId bidId) {}
}
