package dev.spotdock.auctions.bid;

import dev.spotdock.auctions.BidFunding;
import dev.spotdock.auctions.offer.Offers;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Gives back what an ended allocation, and a final bid, hold, and makes attempts free that were
 * evicted early; a lower maximum has nothing left to wait for. Offers before wallets.
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
     */
    void ended(Bid bid, Allocation allocation, @Nullable Eviction notice, Instant now) {
        if (earlyEvictions.isFree(bid, allocation, notice, now)) {
            bid.freeAttempt(now);
            history.tell(BidFacts.freed(bid, allocation, now));
        }
        offers.free(allocation.node(), allocation.resources());
        maxima.lower(bid, now);
        if (bid.status().isFinal()) {
            funding.release(bid.bidId());
        }
    }
}
