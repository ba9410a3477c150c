package dev.spotdock.auctions.bid;

import dev.spotdock.auctions.BidDetails;
import dev.spotdock.auctions.BidFunding;
import dev.spotdock.auctions.BidRejection;
import dev.spotdock.auctions.BidStatus;
import dev.spotdock.auctions.CancelBid;
import dev.spotdock.auctions.ReasonCode;
import dev.spotdock.auctions.StopBid;
import dev.spotdock.kernel.outcome.Outcome;
import java.time.Instant;
import java.util.Optional;
import org.axonframework.commandhandling.CommandHandler;
import org.springframework.stereotype.Component;

/** Handles what bidders, and the end of their money, want of a bid that was taken in. */
@Component
class BidCommands {

    private final Bids bids;
    private final Allocations allocations;
    private final BidHistory history;
    private final BidFunding funding;

    BidCommands(Bids bids, Allocations allocations, BidHistory history, BidFunding funding) {
        this.bids = bids;
        this.allocations = allocations;
        this.history = history;
        this.funding = funding;
    }

    @CommandHandler
    Outcome<BidDetails, BidRejection> handle(CancelBid command) {
        Optional<Bid> found =
                bids.lock(command.bidId().value())
                        .filter(bid -> bid.accountId().equals(command.owner()));
        if (found.isEmpty()) {
            return Outcome.refused(new BidRejection.NotFound());
        }
        Bid bid = found.get();
        if (bid.status().isFinal()) {
            return Outcome.refused(new BidRejection.AlreadyFinal(bid.status()));
        }
        Optional<Allocation> latest = allocations.latestOf(bid);
        if (bid.status() == BidStatus.SUBMITTED) {
            bid.cancel(command.at());
            history.add(bid, null, BidFacts.ended(bid, null));
            bids.flush();
            funding.release(bid.bidId());
        } else if (bid.wouldGoOn()) {
            bid.cancelPlaced(command.at());
            history.addStop(bid, latest.orElseThrow());
            bids.flush();
        }
        return Outcome.done(Details.of(bid, latest.orElse(null)));
    }

    @CommandHandler
    void handle(StopBid command) {
        bids.lock(command.bidId().value())
                .filter(bid -> bid.status().isPlaced() && bid.stopReason() == null)
                .filter(bid -> command.allocationId().equals(bid.allocationId()))
                .ifPresent(bid ->
                        stop(
                                bid,
                                allocations.latestOf(bid).orElseThrow(),
                                command.reason(),
                                command.at()));
    }

    private void stop(Bid bid, Allocation allocation, ReasonCode reason, Instant at) {
        bid.requestStop(reason, at);
        history.addStop(bid, allocation);
        bids.flush();
    }
}
