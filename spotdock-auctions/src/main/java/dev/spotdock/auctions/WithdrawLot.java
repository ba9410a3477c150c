package dev.spotdock.auctions;

import dev.spotdock.kernel.id.LotId;
import dev.spotdock.kernel.message.Command;
import dev.spotdock.kernel.outcome.Outcome;
import java.time.Instant;

/** Takes a lot back that has no bid yet, valid or not. The auction closes with its last lot. */
public record WithdrawLot(LotId lotId, Actor by, Instant at)
        implements Command<Outcome<LotDetails, AuctionRejection>> {}
