package dev.spotdock.auctions;

import dev.spotdock.kernel.id.BidId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A pool has another market price. At most one per pool and second, strictly later each.
 *
 * @param unitPrice micro-units per slot-hour
 * @param previous the price until now; null for the pool's first
 * @param bidId the waiting bid that set it; null if it is the floor
 */
public record PriceChanged(
        String pool, long unitPrice, @Nullable Long previous, @Nullable BidId bidId, Instant at) {}
