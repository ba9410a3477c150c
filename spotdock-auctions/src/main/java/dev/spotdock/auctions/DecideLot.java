package dev.spotdock.auctions;

import dev.spotdock.kernel.id.LotId;
import dev.spotdock.kernel.message.Command;
import dev.spotdock.kernel.outcome.Outcome;
import java.time.Instant;

/**
 * An operator decides a lot that is held, because bids that were acknowledged are lost.
 *
 * @param asStored true: by the bids that are there; false: unsold
 * @param by an operator
 */
public record DecideLot(LotId lotId, boolean asStored, Actor by, Instant at)
        implements Command<Outcome<LotDetails, AuctionRejection>> {}
