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
import java.util.List;
import java.util.Map;
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

    private final Pools pools;
    private final ImageRules images;
    private final OpenBids open;
    private final BidFunding funding;
    private final NewBids newBids;

    Intake(Pools pools, ImageRules images, OpenBids open, BidFunding funding, NewBids newBids) {
        this.pools = pools;
        this.images = images;
        this.open = open;
        this.funding = funding;
        this.newBids = newBids;
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
        List<Draft> within = open.withinQuota(drafts);
        Map<BidId, Money> unfunded = funding.hold(within.stream().map(Draft::need).toList());
        Map<BidId, Bid> stored =
                newBids.store(
                        within.stream()
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
        Money free = unfunded.get(command.bidId());
        return free == null
                ? new BidRejection.QuotaUsed(open.max())
                : new BidRejection.InsufficientFunds(Draft.required(command), free);
    }

    private static String image(SubmitBid command) {
        return command.container().image();
    }
}
