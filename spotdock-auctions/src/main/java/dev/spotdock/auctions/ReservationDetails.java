package dev.spotdock.auctions;

import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.LotId;
import dev.spotdock.kernel.id.ReservationId;
import dev.spotdock.kernel.resources.Resources;
import java.time.Instant;

/**
 * A capacity block that was won, as its owner sees it.
 *
 * @param lotId where it was won
 * @param node whose capacity it is: all of the block is on one node
 * @param free what open bids of the reservation leave of the block
 * @param from from then on the capacity is kept
 * @param to then whatever still runs in the block is stopped
 */
public record ReservationDetails(
        ReservationId reservationId,
        AccountId accountId,
        LotId lotId,
        String pool,
        String node,
        Resources resources,
        Resources free,
        Instant from,
        Instant to,
        ReservationState state,
        Instant grantedAt) {}
