package dev.spotdock.auctions;

import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.LotId;
import dev.spotdock.kernel.id.ReservationId;
import dev.spotdock.kernel.resources.Resources;
import java.time.Instant;

/** Somebody has won capacity of a node, to be used from one instant to another. */
public record ReservationGranted(
        ReservationId reservationId,
        AccountId accountId,
        LotId lotId,
        String pool,
        String node,
        Resources resources,
        Instant from,
        Instant to,
        Instant at) {}
