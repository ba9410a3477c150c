package dev.spotdock.auctions;

import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.LotId;
import dev.spotdock.kernel.message.Command;
import dev.spotdock.kernel.outcome.Outcome;
import java.time.Instant;

/**
 * Buys a lot at its buy-now price, before its first valid bid: no more bids are taken, and it is
 * sold a moment later. Repeated by the buyer it changes nothing.
 */
public record BuyLotNow(LotId lotId, AccountId bidder, Instant at)
        implements Command<Outcome<LotDetails, LotBidRejection>> {}
