package dev.spotdock.auctions.bid;

import dev.spotdock.auctions.BidDetails;
import dev.spotdock.auctions.BidFunding;
import dev.spotdock.auctions.BidRejection;
import dev.spotdock.auctions.BidStatus;
import dev.spotdock.auctions.CancelBid;
import dev.spotdock.auctions.ReasonCode;
import dev.spotdock.auctions.StopBid;
import dev.spotdock.auctions.SubmitBid;
import dev.spotdock.auctions.pool.Pool;
import dev.spotdock.auctions.pool.Pools;
import dev.spotdock.kernel.money.Money;
import dev.spotdock.kernel.outcome.Outcome;
import java.time.Instant;
import java.util.Optional;
import org.axonframework.commandhandling.CommandHandler;
import org.springframework.stereotype.Component;

/** Handles what bidders, and the end of their money, want of a bid. */
@Component
class BidCommands {

    /** What a hold covers at the bid's maximum. */
    private static final long HOLD_MILLIS = 60_000;

    private final Bids bids;
    private final Allocations allocations;
    private final BidHistory history;
    private final BidFunding funding;
    private final Pools pools;
    private final Intake intake;

    BidCommands(
            Bids bids,
            Allocations allocations,
            BidHistory history,
            BidFunding funding,
            Pools pools,
            Intake intake) {
        this.bids = bids;
        this.allocations = allocations;
        this.history = history;
        this.funding = funding;
        this.pools = pools;
        this.intake = intake;
    }

    @CommandHandler
    Outcome<BidDetails, BidRejection> handle(SubmitBid command) {
        Optional<Pool> found = pools.find(command.pool());
        if (found.isEmpty()) {
            return Outcome.refused(new BidRejection.UnknownPool(command.pool()));
        }
        Pool pool = found.get();
        long milliSlots = pool.slot().milliSlots(command.resources());
        int surcharge =
                pool.surchargePercent(Terms.notice(command, pool), Terms.minRun(command, pool));
        Offered offered = Offered.of(command.maxPrice(), milliSlots, surcharge);
        Money required = required(command);
        Optional<Money> free = funding.hold(command.accountId(), command.bidId(), required);
        if (free.isPresent()) {
            return Outcome.refused(new BidRejection.InsufficientFunds(required, free.get()));
        }
        Bid.Place place =
                intake.place(pool, command.resources(), milliSlots, offered.effectiveUnitPrice());
        Bid bid = bids.save(new Bid(command, pool, offered, place));
        history.add(bid, null, BidFacts.submitted(bid));
        bids.flush();
        return Outcome.done(Details.of(bid, null));
    }

    /** Never nothing: a hold of zero would be no hold. */
    private static Money required(SubmitBid command) {
        Money minute = command.maxPrice().forMillis(HOLD_MILLIS);
        return minute.isPositive() ? minute : Money.ofMicros(1);
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
        Optional<Allocation> latest = latest(bid);
        if (bid.status() == BidStatus.SUBMITTED) {
            bid.cancel(command.at());
            history.add(bid, null, BidFacts.ended(bid, null));
            bids.flush();
            funding.release(bid.bidId());
        } else if (bid.stopReason() == null) {
            stop(bid, latest.orElseThrow(), ReasonCode.CANCELLED_BY_USER, command.at());
        }
        return Outcome.done(Details.of(bid, latest.orElse(null)));
    }

    @CommandHandler
    void handle(StopBid command) {
        bids.lock(command.bidId().value())
                .filter(bid -> bid.status().isPlaced() && bid.stopReason() == null)
                .filter(bid -> command.allocationId().equals(bid.allocationId()))
                .ifPresent(bid ->
                        stop(bid, latest(bid).orElseThrow(), command.reason(), command.at()));
    }

    private void stop(Bid bid, Allocation allocation, ReasonCode reason, Instant at) {
        bid.requestStop(reason, at);
        history.add(
                bid,
                allocation,
                BidFacts.stopRequested(bid, allocation, pools.rulesFor(bid.pool()).stopTimeout()));
        bids.flush();
    }

    private Optional<Allocation> latest(Bid bid) {
        return Optional.ofNullable(bid.allocationId())
                .flatMap(id -> allocations.findById(id.value()));
    }
}
