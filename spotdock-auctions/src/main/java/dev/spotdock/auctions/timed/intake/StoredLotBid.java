package dev.spotdock.auctions.timed.intake;

import dev.spotdock.auctions.timed.winner.LotBidEntry;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A bid on a lot as it was accepted.
 *
 * @param bidderNumber who was the how many-th bidder of the lot, from 1
 * @param bought whether it bought the lot at once, which closed it
 * @param counted whether it was valid, as the script saw it
 * @param leading whether its bidder led right after it
 * @param priceAfter the lot's price then, micro-units; null while no bid was valid
 * @param leaderAfter bidder number of who led then; null while no bid was valid
 * @param endsAfter the lot's end then
 * @param key the bidder's idempotency key; null: none
 */
public record StoredLotBid(
        UUID id,
        LotBidEntry entry,
        int bidderNumber,
        boolean bought,
        boolean counted,
        boolean leading,
        @Nullable Long priceAfter,
        @Nullable Integer leaderAfter,
        Instant endsAfter,
        Instant acceptedAt,
        @Nullable String key) {

    public long sequence() {
        return entry.sequence();
    }

    /** Under which others see the bidder in this lot. */
    public String alias() {
        return alias(bidderNumber);
    }

    static String alias(int bidderNumber) {
        return "bidder-" + bidderNumber;
    }
}
