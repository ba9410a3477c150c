package dev.spotdock.web.rest.bids;

import dev.spotdock.auctions.BidDetails;
import dev.spotdock.auctions.BidRejection;
import dev.spotdock.auctions.ListBidTransitions.Transition;
import dev.spotdock.web.problem.Problem;
import dev.spotdock.web.rest.Ask;
import dev.spotdock.web.rest.SiteCurrency;
import java.util.List;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/** Shows bids together with what they were charged. */
@Component
class BidViews {

    private final Ask ask;
    private final SiteCurrency site;

    BidViews(Ask ask, SiteCurrency site) {
        this.ask = ask;
        this.site = site;
    }

    BidView of(BidDetails bid) {
        return of(List.of(bid)).apply(bid);
    }

    /** Shows any of the given bids; their charges are asked for once, together. */
    Function<BidDetails, BidView> of(List<BidDetails> bids) {
        Charges charges = Charges.of(bids, ask);
        return bid -> BidView.of(bid, charges.of(bid.bidId()), site);
    }

    TransitionView of(Transition transition) {
        return TransitionView.of(transition, site);
    }

    Problem refusal(BidRejection rejection) {
        return BidRefusal.of(rejection, site);
    }

    static String eTag(BidDetails bid) {
        return "\"%d\"".formatted(bid.version());
    }
}
