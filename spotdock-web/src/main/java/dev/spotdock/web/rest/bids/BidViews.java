package dev.spotdock.web.rest.bids;

import dev.spotdock.auctions.BidDetails;
import dev.spotdock.auctions.BidRejection;
import dev.spotdock.auctions.BidStatus;
import dev.spotdock.auctions.FindQuote;
import dev.spotdock.auctions.ListBidTransitions.Transition;
import dev.spotdock.web.problem.Problem;
import dev.spotdock.web.rest.Ask;
import dev.spotdock.web.rest.PriceView;
import dev.spotdock.web.rest.SiteCurrency;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Shows bids together with what they were charged. */
@Component
class BidViews {

    /**
     * Lists show many bids: a market that changes every millisecond is not looked at that often.
     */
    private static final Duration QUOTE_AGE_MAX = Duration.ofSeconds(1);

    private final Ask ask;
    private final SiteCurrency site;

    BidViews(Ask ask, SiteCurrency site) {
        this.ask = ask;
        this.site = site;
    }

    /** Shows a bid to whoever has just changed it. */
    BidView of(BidDetails bid) {
        Charges charges = Charges.of(List.of(bid), ask);
        return BidView.of(bid, charges.of(bid.bidId()), null, site);
    }

    /** Shows a bid to somebody who looks at it: with the price at which it would run. */
    BidView quoted(BidDetails bid) {
        return quoted(List.of(bid)).apply(bid);
    }

    /** Shows any of the given bids; their charges are asked for once, together. */
    Function<BidDetails, BidView> quoted(List<BidDetails> bids) {
        Charges charges = Charges.of(bids, ask);
        return bid -> BidView.of(bid, charges.of(bid.bidId()), runsNowAt(bid), site);
    }

    private @Nullable PriceView runsNowAt(BidDetails bid) {
        if (bid.status() != BidStatus.SUBMITTED || bid.reservationId() != null) {
            return null;
        }
        FindQuote shape =
                new FindQuote(
                        bid.pool(), bid.resources(), bid.notice(), bid.minRun(), QUOTE_AGE_MAX);
        return ask.one(shape, FindQuote.Quote.class)
                .map(quote ->
                        switch (quote) {
                            case FindQuote.Possible possible ->
                                    site.priceOfAtLeast(
                                            possible.maxPricePerHour(), bid.maxPrice().quotedPer());
                            case FindQuote.Impossible _ -> null;
                        })
                .orElse(null);
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
