package dev.spotdock.auctions.bid;

import dev.spotdock.auctions.BidFunding;
import dev.spotdock.auctions.SubmitBid;
import dev.spotdock.auctions.pool.Pool;
import dev.spotdock.kernel.id.BidId;
import dev.spotdock.kernel.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * A bid that is about to be taken in: what it offers is known, its place is not.
 *
 * @param reserved the reservation that it uses; null: none
 */
record Draft(
        SubmitBid command,
        Pool pool,
        long milliSlots,
        Offered offered,
        @Nullable Reserved reserved) {

    static Draft of(SubmitBid command, Pool pool) {
        return of(command, pool, null);
    }

    static Draft of(SubmitBid command, Pool pool, @Nullable Reserved reserved) {
        long milliSlots = pool.slot().milliSlots(command.resources());
        int surcharge =
                pool.surchargePercent(Terms.notice(command, pool), Terms.minRun(command, pool));
        Offered offered = Offered.of(command.maxPrice(), milliSlots, surcharge);
        return new Draft(command, pool, milliSlots, offered, reserved);
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
        Bid bid = new Bid(command, pool, offered, place);
        if (reserved != null) {
            bid.reserve(reserved);
        }
        return bid;
    }

    static Money required(SubmitBid command) {
        return Maxima.hold(command.maxPrice());
    }
}
