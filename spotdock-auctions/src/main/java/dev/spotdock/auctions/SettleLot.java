package dev.spotdock.auctions;

import dev.spotdock.kernel.id.LotId;
import dev.spotdock.kernel.message.Command;
import java.time.Instant;

/**
 * Sold -> settled: the winner has paid, and a vehicle is the winner's. Of another round, or
 * repeated, it changes nothing.
 */
public record SettleLot(LotId lotId, int round, Instant at) implements Command<Void> {}
