package dev.spotdock.auctions.bid;

import dev.spotdock.auctions.BidDetails;
import dev.spotdock.auctions.BidFunding.Shortage;
import dev.spotdock.auctions.BidRejection;
import dev.spotdock.auctions.RepriceBid;
import dev.spotdock.auctions.pool.Pool;
import dev.spotdock.auctions.pool.Pools;
import dev.spotdock.kernel.outcome.Outcome;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.axonframework.commandhandling.CommandHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Component;

/** Changes what bids offer (product, section 4, rule 11). */
@Component
class Repricing {

    private final Bids bids;
    private final Allocations allocations;
    private final BidHistory history;
    private final Maxima maxima;
    private final Pools pools;

    Repricing(Bids bids, Allocations allocations, BidHistory history, Maxima maxima, Pools pools) {
        this.bids = bids;
        this.allocations = allocations;
        this.history = history;
        this.maxima = maxima;
        this.pools = pools;
    }

    @CommandHandler
    Outcome<BidDetails, BidRejection> handle(RepriceBid command) {
        Optional<Bid> found =
                bids.lock(command.bidId().value())
                        .filter(bid -> bid.accountId().equals(command.owner()));
        if (found.isEmpty()) {
            return Outcome.refused(new BidRejection.NotFound());
        }
        Bid bid = found.get();
        Allocation latest = allocations.latestOf(bid).orElse(null);
        Offered next =
                Offered.of(
                        command.maxPrice(),
                        bid.demand().milliSlots(),
                        bid.offered().surchargePercent());
        BidRejection refusal = refusal(bid, next, command);
        if (refusal != null) {
            return Outcome.refused(refusal);
        }
        if (next.maxPricePerHour() != bid.asked().maxPricePerHour()) {
            Optional<Shortage> shortage =
                    reprice(bid, latest, next, command.at().truncatedTo(ChronoUnit.MILLIS));
            if (shortage.isPresent()) {
                return Outcome.refused(
                        new BidRejection.InsufficientFunds(
                                shortage.get().required(), shortage.get().available()));
            }
        }
        return Outcome.done(Details.of(bid, latest));
    }

    private @Nullable BidRejection refusal(Bid bid, Offered next, RepriceBid command) {
        if (bid.status().isFinal()) {
            return new BidRejection.AlreadyFinal(bid.status());
        }
        if (bid.reserved() != null) {
            return new BidRejection.Reserved();
        }
        if (command.versions() != null && !command.versions().contains(bid.version())) {
            return new BidRejection.VersionMismatch(bid.version());
        }
        Pool pool = pools.rulesFor(bid.pool());
        return bid.status().isPlaced() && next.effectiveUnitPrice() < pool.floorPrice()
                ? new BidRejection.BelowFloor(bid.status(), pool.floorPrice())
                : null;
    }

    /** A lower maximum needs no money: not now, if the bid runs, and else it waits for it. */
    private Optional<Shortage> reprice(
            Bid bid, @Nullable Allocation latest, Offered next, Instant at) {
        maxima.lowerDue(bid, at);
        boolean lower = next.maxPricePerHour() < bid.offered().maxPricePerHour();
        Instant wished = lower ? bid.mayBeLoweredFrom(latest, at) : at;
        boolean now = wished != null && !wished.isAfter(at);
        Optional<Shortage> shortage = now ? maxima.resizeHold(bid, next) : Optional.empty();
        if (shortage.isPresent() && !lower) {
            return shortage;
        }
        long sequence = maxima.nextSequence();
        Instant from = wished == null ? null : maxima.notBefore(bid, wished);
        if (now && from != null) {
            maxima.keep(bid, from);
            bid.reprice(next, sequence, isBelowFloor(bid, next), shortage.orElse(null), at);
        } else {
            bid.repriceLater(next, from, sequence);
        }
        Shortage missing = bid.isUnfunded() ? shortage.orElse(null) : null;
        history.addRepricing(bid, latest, BidFacts.repriced(bid, from, missing, at));
        bids.flush();
        return Optional.empty();
    }

    private boolean isBelowFloor(Bid bid, Offered next) {
        return next.effectiveUnitPrice() < pools.rulesFor(bid.pool()).floorPrice();
    }

    @CommandHandler
    Integer handle(DueBids.LowerDue command) {
        List<Bid> due = bids.lockDueToBeLowered(command.at(), Limit.of(command.limit()));
        due.forEach(bid -> maxima.lowerDue(bid, command.at()));
        bids.flush();
        return due.size();
    }
}
