package dev.spotdock.auctions;

import dev.spotdock.kernel.id.LotId;
import dev.spotdock.kernel.money.Money;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An accepted bid, as things stood right after it.
 *
 * @param id of the bid
 * @param sequence its place in the lot's order, from 1
 * @param alias under which others see the bidder in this lot
 * @param isCurrentlyHighest whether its bidder leads
 * @param currentHighest the price; null while no bid was high enough
 * @param endsAt of the lot, extensions included
 * @param acceptedAt by Redis' clock
 * @param replayed whether this is the answer to an earlier call with the same idempotency key
 */
public record LotBidAccepted(
        UUID id,
        LotId lotId,
        long sequence,
        String alias,
        boolean isCurrentlyHighest,
        @Nullable Money currentHighest,
        Instant endsAt,
        Instant acceptedAt,
        boolean replayed) {}
