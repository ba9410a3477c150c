package dev.spotdock.auctions;

import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.BidId;
import dev.spotdock.kernel.id.ReservationId;
import dev.spotdock.kernel.resources.Resources;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A new bid waits.
 *
 * @param reservationId whose capacity it uses; null: it is in the book
 */
public record BidSubmitted(
        BidId bidId,
        AccountId accountId,
        String pool,
        Resources resources,
        long milliSlots,
        long maxPricePerHour,
        long effectiveUnitPrice,
        long sequence,
        long version,
        @Nullable Instant expiresAt,
        @Nullable ReservationId reservationId,
        Instant at)
        implements BidEvent {}
