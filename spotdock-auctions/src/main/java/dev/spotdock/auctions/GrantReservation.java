package dev.spotdock.auctions;

import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.LotId;
import dev.spotdock.kernel.id.ReservationId;
import dev.spotdock.kernel.message.Command;
import java.time.Instant;

/**
 * Gives the capacity that is pinned for a lot to the lot's winner, as a reservation. Repeating it
 * changes nothing; a lot without a pin, or one granted otherwise, is a bug.
 *
 * @param reservationId new, chosen by the caller
 */
public record GrantReservation(
        LotId lotId, ReservationId reservationId, AccountId accountId, Instant at)
        implements Command<Void> {}
