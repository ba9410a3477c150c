package dev.spotdock.auctions.reservation.window;

import dev.spotdock.kernel.resources.Resources;
import java.time.Instant;

/**
 * Capacity of one node that is kept for a lot, and then for its winner.
 *
 * @param from inclusive
 * @param to exclusive
 */
public record Pin(Resources resources, Instant from, Instant to) {

    boolean covers(Instant instant) {
        return !from.isAfter(instant) && to.isAfter(instant);
    }
}
