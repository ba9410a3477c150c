package dev.spotdock.auctions.bid;

import dev.spotdock.auctions.BidFunding;
import dev.spotdock.auctions.SubmitBid;
import dev.spotdock.auctions.pool.Pool;
import dev.spotdock.kernel.id.BidId;
import dev.spotdock.kernel.money.Money;

/** A bid that is about to be taken in: what it offers is known, its place is not. */
record Draft(SubmitBid command, Pool pool, long milliSlots, Offered offered) {

    static Draft of(SubmitBid command, Pool pool) {
        long milliSlots = pool.slot().milliSlots(command.resources());
        int surcharge =
                pool.surchargePercent(Terms.notice(command, pool), Terms.minRun(command, pool));
        return new Draft(
                command, pool, milliSlots, Offered.of(command.maxPrice(), milliSlots, surcharge));
    }

    BidId bidId() {
        return command.bidId();
    }

    BidFunding.Need need() {
        return new BidFunding.Need(command.accountId(), command.bidId(), required(command));
    }

    boolean isBelowFloor() {
        return offered.effectiveUnitPrice() < pool.floorPrice();
    }

    Bid bid(Bid.Place place) {
        return new Bid(command, pool, offered, place);
    }

    static Money required(SubmitBid command) {
        return Maxima.hold(command.maxPrice());
    }
}
