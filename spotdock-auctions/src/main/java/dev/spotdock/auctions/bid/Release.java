package dev.spotdock.auctions.bid;

import dev.spotdock.auctions.BidFunding;
import dev.spotdock.auctions.BidFunding.Shortage;
import dev.spotdock.auctions.offer.Offers;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Gives back what an ended allocation, and a final bid, hold, and makes attempts free that were
 * evicted early; a lower maximum has nothing left to wait for; what is back in the book needs its
 * whole hold again. Offers before wallets.
 */
@Component
class Release {

    private final Offers offers;
    private final BidFunding funding;
    private final EarlyEvictions earlyEvictions;
    private final BidHistory history;
    private final Maxima maxima;

    Release(
            Offers offers,
            BidFunding funding,
            EarlyEvictions earlyEvictions,
            BidHistory history,
            Maxima maxima) {
        this.offers = offers;
        this.funding = funding;
        this.earlyEvictions = earlyEvictions;
        this.history = history;
        this.maxima = maxima;
    }

    /**
     * Once per allocation, in the transaction that records its end.
     *
     * @param notice that it was under; null: none
     * @return what its hold lacks, if it is to be back in the book
     */
    Optional<Shortage> ended(
            Bid bid, Allocation allocation, @Nullable Eviction notice, Instant now) {
        if (earlyEvictions.isFree(bid, allocation, notice, now)) {
            bid.freeAttempt(now);
            history.tell(BidFacts.freed(bid, allocation, now));
        }
        maxima.lower(bid, now);
        Optional<Shortage> shortage = settleHold(bid);
        // After the wallet, which the end of a meter has locked before: whoever has a node's offer
        // waits for nobody's wallet.
        offers.free(allocation.node(), allocation.resources());
        return shortage;
    }

    private Optional<Shortage> settleHold(Bid bid) {
        if (bid.reserved() != null) {
            return Optional.empty();
        }
        if (!bid.status().isFinal()) {
            return maxima.topUpHold(bid);
        }
        funding.release(bid.bidId());
        return Optional.empty();
    }
}
