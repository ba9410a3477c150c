package dev.spotdock.auctions;

import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.BidId;
import dev.spotdock.kernel.id.ReservationId;
import dev.spotdock.kernel.resources.Resources;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A bid whose attempt ended early is back in the book, with its original sequence.
 *
 * @param reason why the attempt ended; of a bid that could not be funded until now ({@link
 *     BidUnfunded}) why it waits now
 * @param reservationId whose capacity it uses: then it is not in the book; null: it is
 */
public record BidRequeued(
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
        ReasonCode reason,
        @Nullable ReservationId reservationId,
        Instant at)
        implements BidEvent {}
