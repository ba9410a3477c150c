package dev.spotdock.auctions.bid;

import dev.spotdock.auctions.BidFunding.Shortage;
import dev.spotdock.auctions.BidStatus;
import dev.spotdock.auctions.EndAllocation;
import dev.spotdock.auctions.LockBid;
import dev.spotdock.auctions.ReasonCode;
import dev.spotdock.auctions.StartAllocation;
import dev.spotdock.auctions.pool.AuctionsProperties;
import dev.spotdock.kernel.id.AllocationId;
import dev.spotdock.kernel.id.BidId;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.axonframework.commandhandling.CommandHandler;
import org.springframework.stereotype.Component;

/** Handles what becomes known about an allocation's workload. */
@Component
class AllocationCommands {

    private final Bids bids;
    private final Allocations allocations;
    private final BidHistory history;
    private final Release release;
    private final AuctionsProperties properties;
    private final InstantSource clock;

    AllocationCommands(
            Bids bids,
            Allocations allocations,
            BidHistory history,
            Release release,
            AuctionsProperties properties,
            InstantSource clock) {
        this.bids = bids;
        this.allocations = allocations;
        this.history = history;
        this.release = release;
        this.properties = properties;
        this.clock = clock;
    }

    @CommandHandler
    void handle(StartAllocation command) {
        Bid bid = bid(command.bidId());
        if (bid.status() != BidStatus.MATCHED
                || !command.allocationId().equals(bid.allocationId())) {
            return;
        }
        Allocation allocation = allocation(command.allocationId(), bid);
        Instant startedAt = command.startedAt().truncatedTo(ChronoUnit.MILLIS);
        allocation.start(command.containerId(), command.image(), startedAt);
        bid.start(startedAt);
        history.add(bid, allocation, BidFacts.running(bid, allocation, startedAt));
        bids.flush();
    }

    @CommandHandler
    void handle(LockBid command) {
        bid(command.bidId());
    }

    @CommandHandler
    void handle(EndAllocation command) {
        Bid bid = bid(command.bidId());
        Allocation allocation = allocation(command.allocationId(), bid);
        if (allocation.hasEnded()) {
            return;
        }
        allocation.end(
                command.end(),
                command.endedAt().truncatedTo(ChronoUnit.MILLIS),
                command.exitCode());
        Eviction notice = bid.eviction();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        bid.end(
                command.end(),
                command.detail(),
                command.endedAt().truncatedTo(ChronoUnit.MILLIS),
                now,
                properties.startAttemptsMax());
        Optional<Shortage> shortage = release.ended(bid, allocation, notice, now);
        if (shortage.isPresent()) {
            waitForFunds(bid, allocation, shortage.get(), now);
        } else {
            // Last: a final event ends the bid's saga, which must have been told of the rest
            // before.
            history.add(bid, allocation, BidFacts.ended(bid, command.exitCode()));
        }
        bids.flush();
    }

    private void waitForFunds(Bid bid, Allocation allocation, Shortage shortage, Instant now) {
        history.note(bid, allocation);
        ReasonCode cause = bid.why().code();
        bid.lackFunds(shortage, now);
        history.add(bid, null, BidFacts.unfunded(bid, cause, shortage));
    }

    private Bid bid(BidId id) {
        return bids.lock(id.value())
                .orElseThrow(() -> new IllegalArgumentException("there is no bid " + id));
    }

    private Allocation allocation(AllocationId id, Bid bid) {
        return allocations
                .findById(id.value())
                .filter(allocation -> allocation.isOf(bid))
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "bid %s has no allocation %s".formatted(bid.bidId(), id)));
    }
}
