package dev.spotdock.auctions;

import dev.spotdock.kernel.id.LotId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Asks, for operators, which numbers of lots Redis has lost before they were stored, latest first.
 *
 * @param limit at least 1
 */
public record ListLotLosses(int limit) {

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
            Instant foundAt) {}
}
