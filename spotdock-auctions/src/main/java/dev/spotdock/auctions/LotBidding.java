package dev.spotdock.auctions;

import dev.spotdock.kernel.outcome.Outcome;

/**
 * Takes bids on lots of timed auctions. No command of the bus: a bid is accepted without
 * PostgreSQL, and is durable in Redis when this returns.
 */
public interface LotBidding {

    /**
     * Accepts a bid whatever its amount is, if the lot is open by Redis' clock.
     *
     * <p>Returns within about a second. After {@link LotBidRejection.Unavailable} the bid may have
     * been accepted or not; repeating it with the same idempotency key gets the first answer.
     */
    Outcome<LotBidAccepted, LotBidRejection> place(PlaceLotBid bid);
}
