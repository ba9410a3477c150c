package dev.spotdock.auctions.bid;

import dev.spotdock.auctions.BidFunding;
import dev.spotdock.auctions.offer.Offers;
import org.springframework.stereotype.Component;

/** Gives back what an ended allocation, and a final bid, hold. Offers before wallets. */
@Component
class Release {

    private final Offers offers;
    private final BidFunding funding;

    Release(Offers offers, BidFunding funding) {
        this.offers = offers;
        this.funding = funding;
    }

    /** Once per allocation, in the transaction that records its end. */
    void ended(Bid bid, Allocation allocation) {
        offers.free(allocation.node(), allocation.resources());
        if (bid.status().isFinal()) {
            funding.release(bid.bidId());
        }
    }
}
