package dev.spotdock.auctions.bid;

import dev.spotdock.auctions.BidDetails;
import dev.spotdock.auctions.BidRejection;
import dev.spotdock.auctions.BidStatus;
import dev.spotdock.auctions.DrillEviction;
import dev.spotdock.auctions.EvictNode;
import dev.spotdock.auctions.ReasonCode;
import dev.spotdock.kernel.outcome.Outcome;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.axonframework.commandhandling.CommandHandler;
import org.springframework.stereotype.Component;

/** Handles evictions that no newcomer causes. */
@Component
class EvictionCommands {

    private final Bids bids;
    private final Allocations allocations;
    private final Evictions evictions;

    EvictionCommands(Bids bids, Allocations allocations, Evictions evictions) {
        this.bids = bids;
        this.allocations = allocations;
        this.evictions = evictions;
    }

    @CommandHandler
    Outcome<BidDetails, BidRejection> handle(DrillEviction command) {
        Optional<Bid> found =
                bids.lock(command.bidId().value())
                        .filter(bid -> bid.accountId().equals(command.owner()));
        if (found.isEmpty()) {
            return Outcome.refused(new BidRejection.NotFound());
        }
        Bid bid = found.get();
        if (bid.status() != BidStatus.RUNNING) {
            return Outcome.refused(
                    bid.status().isFinal()
                            ? new BidRejection.AlreadyFinal(bid.status())
                            : new BidRejection.NotRunning(bid.status()));
        }
        if (bid.mayBeNoticed()) {
            notice(bid, ReasonCode.DRILL, command.at().truncatedTo(ChronoUnit.MILLIS));
            bids.flush();
        }
        return Outcome.done(Details.of(bid, allocations.latestOf(bid).orElseThrow()));
    }

    @CommandHandler
    void handle(EvictNode command) {
        Instant at = command.at().truncatedTo(ChronoUnit.MILLIS);
        for (Bid bid : bids.lockAll(bids.placedOn(command.node()))) {
            if (bid.mayBeNoticed()) {
                notice(bid, ReasonCode.NODE_DRAINED, at);
            } else if (bid.mayBeDisplaced()) {
                evictions.displace(bid, at);
            }
        }
        bids.flush();
    }

    private void notice(Bid bid, ReasonCode reason, Instant at) {
        evictions.notice(bid, reason, at.plusMillis(bid.terms().noticeMs()), null, at);
    }
}
