package dev.spotdock.auctions;

import dev.spotdock.kernel.id.LotId;
import dev.spotdock.kernel.message.Command;
import java.time.Instant;

/**
 * The winner has not paid: all of the account's bids of this lot count no more, and it may not bid
 * on any lot until an operator lifts that. The lot is offered to whom the other bids determine, at
 * most three times in all, or is unsold. Of another round, or repeated, it changes nothing.
 */
public record DefaultLot(LotId lotId, int round, Instant at) implements Command<Void> {}
