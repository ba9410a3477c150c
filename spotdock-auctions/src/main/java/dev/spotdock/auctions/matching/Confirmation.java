package dev.spotdock.auctions.matching;

import dev.spotdock.auctions.bid.BidLocks;
import dev.spotdock.auctions.bid.LockedBids;
import dev.spotdock.auctions.bid.Placement;
import dev.spotdock.auctions.book.BookChange;
import dev.spotdock.auctions.book.BookPositions;
import dev.spotdock.auctions.matching.engine.MatchPlan;
import dev.spotdock.auctions.matching.engine.MatchPlan.Match;
import dev.spotdock.kernel.id.BidId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.axonframework.commandhandling.CommandHandler;
import org.springframework.stereotype.Component;

/**
 * Where plans are decided: one transaction that holds the lease, locks the bids by id, notices whom
 * newcomers evict, takes capacity node by node with updates that count their rows, and places
 * whoever got it. What lost its race is simply not in the result.
 */
@Component
class Confirmation {

    private final BookPositions positions;
    private final BidLocks locks;
    private final Removals removals;
    private final Placement placement;
    private final Grants grants;
    private final PriceSetting prices;

    Confirmation(
            BookPositions positions,
            BidLocks locks,
            Removals removals,
            Placement placement,
            Grants grants,
            PriceSetting prices) {
        this.positions = positions;
        this.locks = locks;
        this.removals = removals;
        this.placement = placement;
        this.grants = grants;
        this.prices = prices;
    }

    @CommandHandler
    ConfirmPlan.Confirmed handle(ConfirmPlan command) {
        if (!positions.lockLease(command.pool(), command.leaseEpoch())) {
            return ConfirmPlan.Confirmed.LEASE_LOST;
        }
        LockedBids locked = lock(command);
        Set<BidId> deferred = removals.carryOut(command, locked);
        List<Match> matches =
                command.plan().matches().stream()
                        .filter(match -> !deferred.contains(match.bidId()))
                        .toList();
        Set<BidId> granted = grants.take(command, matches, locked);
        boolean priceSet = prices.set(command.pool(), command.plan().marketPrice(), command.at());
        long price =
                priceSet
                        ? command.plan().marketPrice().unitPrice()
                        : prices.current(command.pool());
        List<BookChange> leftBook = new ArrayList<>();
        for (Match match : matches) {
            if (granted.contains(match.bidId())) {
                long version =
                        placement.place(locked, match.bidId(), match.node(), price, command.at());
                leftBook.add(new BookChange.Remove(match.bidId(), version));
            } else if (!locked.waits(match.bidId())) {
                leftBook.add(new BookChange.Remove(match.bidId(), match.version()));
            }
        }
        locks.finish();
        boolean whole = priceSet && granted.size() == command.plan().matches().size();
        return new ConfirmPlan.Confirmed(true, whole, granted.size(), leftBook);
    }

    private LockedBids lock(ConfirmPlan command) {
        MatchPlan plan = command.plan();
        Map<BidId, Long> waiting = new HashMap<>();
        plan.matches().forEach(match -> waiting.put(match.bidId(), match.version()));
        plan.nominations().forEach(newcomer -> waiting.put(newcomer.bidId(), newcomer.version()));
        List<BidId> others = new ArrayList<>();
        plan.notices().forEach(notice -> others.add(notice.bidId()));
        plan.displacements().forEach(displaced -> others.add(displaced.bidId()));
        plan.withdrawals().forEach(spared -> others.add(spared.bidId()));
        command.standing().forEach(nomination -> others.add(nomination.bidId()));
        return locks.lock(command.pool(), waiting, others);
    }
}
