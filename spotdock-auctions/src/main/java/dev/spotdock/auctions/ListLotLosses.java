package dev.spotdock.auctions;

import dev.spotdock.kernel.id.LotId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Asks, for operators, which numbers of lots Redis has lost before they were stored, latest first.
 *
 * @param after only those behind this one in the order; null: from the latest
 * @param limit at least 1
 */
public record ListLotLosses(@Nullable Place after, int limit) {

    /** A loss's place in the order. */
    public record Place(Instant foundAt, LotId lotId, long lostFrom) {}

    /**
     * No bid of the lot has a number from {@code lostFrom} to {@code lostTo}, nor ever will.
     *
     * @param acknowledged the greatest of them that is known to have been told to a bidder; null:
     *     none is
     * @param byHand whether an operator has to settle the lot
     */
    public record LotLoss(
            LotId lotId,
            long lostFrom,
            long lostTo,
            @Nullable Long acknowledged,
            boolean byHand,
            Instant foundAt) {

        public Place place() {
            return new Place(foundAt, lotId, lostFrom);
        }
    }
}
