package dev.spotdock.auctions.bid;

import dev.spotdock.auctions.BidDetails;
import dev.spotdock.auctions.BidFunding;
import dev.spotdock.auctions.BidRejection;
import dev.spotdock.auctions.SubmitBid;
import dev.spotdock.auctions.SubmitBidBatch;
import dev.spotdock.auctions.pool.Pools;
import dev.spotdock.kernel.id.BidId;
import dev.spotdock.kernel.money.Money;
import dev.spotdock.kernel.outcome.Outcome;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.axonframework.commandhandling.CommandHandler;
import org.springframework.stereotype.Component;

/**
 * Takes bids in: refused, or funded, stored and told of. The statements are the same for one bid as
 * for a hundred.
 */
@Component
class Intake {

    private final Bids bids;
    private final BidHistory history;
    private final BidFunding funding;
    private final Pools pools;
    private final Places places;
    private final OpenBids open;

    Intake(
            Bids bids,
            BidHistory history,
            BidFunding funding,
            Pools pools,
            Places places,
            OpenBids open) {
        this.bids = bids;
        this.history = history;
        this.funding = funding;
        this.pools = pools;
        this.places = places;
        this.open = open;
    }

    @CommandHandler
    Outcome<BidDetails, BidRejection> handle(SubmitBid command) {
        return handle(new SubmitBidBatch(List.of(command))).getFirst();
    }

    @CommandHandler
    List<Outcome<BidDetails, BidRejection>> handle(SubmitBidBatch command) {
        List<Draft> drafts = command.bids().stream().flatMap(bid -> draft(bid).stream()).toList();
        List<Draft> within = open.withinQuota(drafts);
        Map<BidId, Money> unfunded = funding.hold(within.stream().map(Draft::need).toList());
        Map<BidId, Bid> stored =
                store(
                        within.stream()
                                .filter(draft -> !unfunded.containsKey(draft.bidId()))
                                .toList());
        return command.bids().stream().map(bid -> outcome(bid, stored, unfunded)).toList();
    }

    private Optional<Draft> draft(SubmitBid command) {
        return pools.find(command.pool()).map(pool -> Draft.of(command, pool));
    }

    private Map<BidId, Bid> store(List<Draft> drafts) {
        Map<BidId, Bid> stored = new HashMap<>();
        if (drafts.isEmpty()) {
            return stored;
        }
        List<Bid.Place> found = places.next(drafts);
        for (int i = 0; i < drafts.size(); i++) {
            Bid bid = bids.save(drafts.get(i).bid(found.get(i)));
            history.add(bid, null, BidFacts.submitted(bid));
            stored.put(bid.bidId(), bid);
        }
        bids.flush();
        return stored;
    }

    private Outcome<BidDetails, BidRejection> outcome(
            SubmitBid command, Map<BidId, Bid> stored, Map<BidId, Money> unfunded) {
        Bid bid = stored.get(command.bidId());
        if (bid != null) {
            return Outcome.done(Details.of(bid, null));
        }
        Money free = unfunded.get(command.bidId());
        if (free != null) {
            return Outcome.refused(
                    new BidRejection.InsufficientFunds(Draft.required(command), free));
        }
        return Outcome.refused(
                pools.find(command.pool()).isEmpty()
                        ? new BidRejection.UnknownPool(command.pool())
                        : new BidRejection.QuotaUsed(open.max()));
    }
}
