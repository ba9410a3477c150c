package dev.spotdock.auctions.bid;

import dev.spotdock.auctions.BidFunding;
import dev.spotdock.auctions.ReasonCode;
import dev.spotdock.auctions.pool.Pools;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.axonframework.commandhandling.CommandHandler;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Component;

/** Handles bids whose time has come. */
@Component
class DueCommands {

    private final Bids bids;
    private final Allocations allocations;
    private final BidHistory history;
    private final BidFunding funding;
    private final Pools pools;

    DueCommands(
            Bids bids,
            Allocations allocations,
            BidHistory history,
            BidFunding funding,
            Pools pools) {
        this.bids = bids;
        this.allocations = allocations;
        this.history = history;
        this.funding = funding;
        this.pools = pools;
    }

    @CommandHandler
    int handle(DueBids.ExpireBids command) {
        List<Bid> expired = bids.lockExpired(command.at(), Limit.of(command.limit()));
        for (Bid bid : expired) {
            bid.expire(command.at());
            history.add(bid, null, BidFacts.ended(bid, null));
        }
        bids.flush();
        // Wallets are locked in the order of their ids, whoever locks several.
        expired.stream()
                .sorted(Comparator.comparing(bid -> bid.accountId().value()))
                .forEach(bid -> funding.release(bid.bidId()));
        return expired.size();
    }

    @CommandHandler
    int handle(DueBids.StopOverdue command) {
        List<Bid> overdue = bids.lockOverdue(command.at(), Limit.of(command.limit()));
        for (Bid bid : overdue) {
            bid.requestStop(ReasonCode.MAX_RUNTIME, command.at());
            requestStop(bid);
        }
        bids.flush();
        return overdue.size();
    }

    @CommandHandler
    int handle(DueBids.EvictDue command) {
        List<Bid> due = bids.lockDueForEviction(command.at(), Limit.of(command.limit()));
        for (Bid bid : due) {
            bid.evict();
            requestStop(bid);
        }
        bids.flush();
        return due.size();
    }

    private void requestStop(Bid bid) {
        Allocation allocation = allocations.findById(allocationOf(bid)).orElseThrow();
        history.add(
                bid,
                allocation,
                BidFacts.stopRequested(bid, allocation, pools.rulesFor(bid.pool()).stopTimeout()));
    }

    private static UUID allocationOf(Bid bid) {
        return Objects.requireNonNull(bid.allocationId(), "a running bid has one").value();
    }
}
