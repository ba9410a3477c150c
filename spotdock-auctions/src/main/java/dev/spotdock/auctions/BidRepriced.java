package dev.spotdock.auctions;

import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.BidId;
import dev.spotdock.kernel.money.Money;
import dev.spotdock.kernel.resources.Resources;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A bid's owner has changed its maximum.
 *
 * @param maxPricePerHour the new one, micro-units
 * @param effectiveUnitPrice that comes of it, micro-units per slot-hour
 * @param sequence its new place among bids of that price
 * @param from when it applies, for order and charge; null: as soon as its workload, which has not
 *     started yet, has run for its minimum
 * @param missing what its hold lacks while it waits, which keeps it out of the book; null: nothing
 */
public record BidRepriced(
        BidId bidId,
        AccountId accountId,
        String pool,
        BidStatus status,
        Resources resources,
        long milliSlots,
        long maxPricePerHour,
        long effectiveUnitPrice,
        long sequence,
        long version,
        @Nullable Instant from,
        @Nullable Money missing,
        Instant at)
        implements BidEvent {}
