package dev.spotdock.auctions.bid;

import dev.spotdock.auctions.BidDetails;
import dev.spotdock.auctions.BidFunding;
import dev.spotdock.auctions.BidRejection;
import dev.spotdock.auctions.ImageRules;
import dev.spotdock.auctions.SubmitBid;
import dev.spotdock.auctions.SubmitBidBatch;
import dev.spotdock.auctions.pool.Pools;
import dev.spotdock.kernel.id.BidId;
import dev.spotdock.kernel.money.Money;
import dev.spotdock.kernel.outcome.Outcome;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
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
    private final ImageRules images;

    Intake(
            Bids bids,
            BidHistory history,
            BidFunding funding,
            Pools pools,
            Places places,
            ImageRules images) {
        this.bids = bids;
        this.history = history;
        this.funding = funding;
        this.pools = pools;
        this.places = places;
        this.images = images;
    }

    @CommandHandler
    Outcome<BidDetails, BidRejection> handle(SubmitBid command) {
        return handle(new SubmitBidBatch(List.of(command))).getFirst();
    }

    @CommandHandler
    List<Outcome<BidDetails, BidRejection>> handle(SubmitBidBatch command) {
        Map<String, String> objections =
                images.objections(
                        command.bids().stream().map(Intake::image).collect(Collectors.toSet()));
        List<Draft> drafts =
                command.bids().stream()
                        .filter(bid -> !objections.containsKey(image(bid)))
                        .flatMap(bid -> draft(bid).stream())
                        .toList();
        Map<BidId, Money> unfunded = funding.hold(drafts.stream().map(Draft::need).toList());
        Map<BidId, Bid> stored =
                store(
                        drafts.stream()
                                .filter(draft -> !unfunded.containsKey(draft.bidId()))
                                .toList());
        return command.bids().stream()
                .map(bid ->
                        Optional.ofNullable(stored.get(bid.bidId()))
                                .map(Intake::taken)
                                .orElseGet(
                                        () -> Outcome.refused(refusal(bid, objections, unfunded))))
                .toList();
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

    private static Outcome<BidDetails, BidRejection> taken(Bid bid) {
        return Outcome.done(Details.of(bid, null));
    }

    private BidRejection refusal(
            SubmitBid command, Map<String, String> objections, Map<BidId, Money> unfunded) {
        if (pools.find(command.pool()).isEmpty()) {
            return new BidRejection.UnknownPool(command.pool());
        }
        String objection = objections.get(image(command));
        if (objection != null) {
            return new BidRejection.ImageRefused(image(command), objection);
        }
        Money free = Objects.requireNonNull(unfunded.get(command.bidId()), "stored or unfunded");
        return new BidRejection.InsufficientFunds(Draft.required(command), free);
    }

    private static String image(SubmitBid command) {
        return command.container().image();
    }
}
