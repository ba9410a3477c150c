package dev.spotdock.auctions.matching.engine;

import dev.spotdock.auctions.matching.engine.MarketView.Waiting;
import dev.spotdock.kernel.resources.Resources;

/**
 * Who looks for a place.
 *
 * @param unitPrice effective, micro-units per slot-hour
 * @param pricePerHour the maximum for the whole container, micro-units
 */
record Newcomer(Resources demand, long unitPrice, long pricePerHour) {

    static Newcomer of(Waiting bid) {
        return new Newcomer(bid.resources(), bid.effectiveUnitPrice(), bid.pricePerHour());
    }

    boolean outbids(Candidate candidate) {
        return unitPrice >= candidate.toOutbid;
    }
}
