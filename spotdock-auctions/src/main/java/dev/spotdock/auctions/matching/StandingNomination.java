package dev.spotdock.auctions.matching;

import dev.spotdock.auctions.matching.engine.MarketView.Nominated;
import dev.spotdock.kernel.id.BidId;
import java.time.Instant;

/** A nomination as it is stored. */
record StandingNomination(Nominated nominated, Instant madeAt) {

    BidId bidId() {
        return nominated.bidId();
    }
}
