package dev.spotdock.auctions.reservation;

import dev.spotdock.kernel.resources.Resources;
import java.time.Instant;

/**
 * Capacity of one node that is kept for a lot, and then for its winner.
 *
 * @param from inclusive
 * @param to exclusive
 */
record Pin(Resources resources, Instant from, Instant to) {}
