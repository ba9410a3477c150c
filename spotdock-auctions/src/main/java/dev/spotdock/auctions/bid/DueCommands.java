package dev.spotdock.auctions.bid;

import dev.spotdock.auctions.BidFunding;
import java.util.Comparator;
import java.util.List;
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

    DueCommands(Bids bids, Allocations allocations, BidHistory history, BidFunding funding) {
        this.bids = bids;
        this.allocations = allocations;
        this.history = history;
        this.funding = funding;
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
            bid.stopOverdue(command.at());
            history.addStop(bid, allocations.latestOf(bid).orElseThrow());
        }
        bids.flush();
        return overdue.size();
    }

    @CommandHandler
    int handle(DueBids.EvictDue command) {
        List<Bid> due = bids.lockDueForEviction(command.at(), Limit.of(command.limit()));
        for (Bid bid : due) {
            bid.evict();
            history.addStop(bid, allocations.latestOf(bid).orElseThrow());
        }
        bids.flush();
        return due.size();
    }
}
