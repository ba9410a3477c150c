package dev.spotdock.auctions;

import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.BidId;
import dev.spotdock.kernel.money.Money;
import java.util.Optional;

/** The market's need of holds; filled by the process package, on the caller's transaction. */
public interface BidFunding {

    /**
     * Holds money for a bid until it is final. Once per bid.
     *
     * @param amount more than zero
     * @return empty if held; what is free otherwise, and nothing was written
     */
    Optional<Money> hold(AccountId accountId, BidId bidId, Money amount);

    /** Releases what is still held for a bid; repeating it changes nothing. */
    void release(BidId bidId);
}
