package dev.spotdock.auctions;

import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.BidId;
import dev.spotdock.kernel.resources.Resources;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A new bid is in the book. */
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
        Instant at)
        implements BidEvent {}
