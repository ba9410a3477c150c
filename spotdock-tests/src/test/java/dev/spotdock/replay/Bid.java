package dev.spotdock.replay;

import dev.spotdock.kernel.resources.Resources;
import java.util.Comparator;

/**
 * A task of the trace as it bids.
 *
 * @param sequence order of submission, from 0
 * @param milliSlots what the shape takes
 * @param pricePerHour the most that it pays for all of it, micro-units per hour, at least 1
 * @param unitPrice the same, micro-units per slot-hour
 * @param priority the unit price's rank among all bids, on a scale from 1 to 100
 * @param arrival milliseconds since the first arrival
 * @param end when it no longer wants to run, after {@code arrival}
 */
record Bid(
        int sequence,
        Resources resources,
        long milliSlots,
        long pricePerHour,
        long unitPrice,
        int priority,
        long arrival,
        long end) {

    static final Comparator<Bid> DEAREST_FIRST =
            Comparator.comparingLong(Bid::unitPrice).reversed().thenComparingInt(Bid::sequence);

    Bid {
        if (end <= arrival || pricePerHour < 1) {
            throw new IllegalArgumentException("a bid wants to run, and pays for it");
        }
    }

    /** Micro-units that running for so long is worth. */
    double value(long millis) {
        return pricePerHour * (millis / 3_600_000.0);
    }
}
