package dev.spotdock.auctions;

import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.BidId;
import dev.spotdock.kernel.money.Money;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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

    /**
     * What is missing of a hold.
     *
     * @param required in addition to what is held
     * @param available what is free instead, less than that
     */
    record Shortage(Money required, Money available) {}

    /**
     * Holds as much for a bid as it needs now, less or more than before.
     *
     * @return empty if it is held; otherwise nothing has changed
     */
    Optional<Shortage> resize(Need need);

    /**
     * Those of the bids whose holds could be made to fit what they need, each if it were alone. A
     * look without locks, which may be wrong a moment later: {@link #resize} decides.
     */
    Set<BidId> affordable(List<Need> needs);

    /** Releases what is still held for a bid; repeating it changes nothing. */
    void release(BidId bidId);
}
