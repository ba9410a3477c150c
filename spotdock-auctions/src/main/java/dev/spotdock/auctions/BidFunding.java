package dev.spotdock.auctions;

import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.BidId;
import dev.spotdock.kernel.money.Money;
import java.util.List;
import java.util.Map;

/** The market's need of holds; filled by the process package, on the caller's transaction. */
public interface BidFunding {

    /**
     * What a bid needs.
     *
     * @param amount more than zero
     */
    record Need(AccountId accountId, BidId bidId, Money amount) {}

    /**
     * Holds money for bids until they are final, one after the other as far as it goes. Once per
     * bid.
     *
     * @return what is free instead, of those bids that got nothing
     */
    Map<BidId, Money> hold(List<Need> needs);

    /** Releases what is still held for a bid; repeating it changes nothing. */
    void release(BidId bidId);
}
