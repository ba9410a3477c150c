package dev.spotdock.auctions.matching;

import dev.spotdock.auctions.bid.Evictions;
import dev.spotdock.auctions.bid.Evictions.Winner;
import dev.spotdock.auctions.bid.LockedBids;
import dev.spotdock.auctions.matching.engine.MarketView.Nominated;
import dev.spotdock.auctions.matching.engine.MatchPlan;
import dev.spotdock.auctions.matching.engine.MatchPlan.Displacement;
import dev.spotdock.auctions.matching.engine.MatchPlan.EvictionNotice;
import dev.spotdock.auctions.matching.engine.MatchPlan.Match;
import dev.spotdock.auctions.matching.engine.MatchPlan.Nomination;
import dev.spotdock.auctions.matching.engine.MatchPlan.Withdrawal;
import dev.spotdock.kernel.id.AllocationId;
import dev.spotdock.kernel.id.BidId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Carries out who goes for whom: all of a newcomer's victims, or none. What is displaced still
 * takes its capacity until its provider says that it is gone; until then its newcomer is nominated,
 * like one that waits for a notice.
 */
@Component
class Removals {

    private final Evictions evictions;
    private final Nominations nominations;

    Removals(Evictions evictions, Nominations nominations) {
        this.evictions = evictions;
        this.nominations = nominations;
    }

    /**
     * Spares, notices and displaces.
     *
     * @return the newcomers that are not to be placed now
     */
    Set<BidId> carryOut(ConfirmPlan command, LockedBids locked) {
        MatchPlan plan = command.plan();
        Instant at = command.at();
        for (Withdrawal spared : plan.withdrawals()) {
            if (locked.mayBeSpared(spared.bidId(), spared.allocationId())) {
                evictions.spare(locked, spared.bidId(), at);
            }
        }
        Set<BidId> failed = failed(plan, locked);
        for (EvictionNotice notice : plan.notices()) {
            if (!failed.contains(notice.forBid())) {
                Winner winner = new Winner(notice.forBid(), notice.winningUnitPrice());
                evictions.outbid(locked, notice.bidId(), notice.deadline(), winner, at);
            }
        }
        for (Displacement displaced : plan.displacements()) {
            if (!failed.contains(displaced.forBid())) {
                Winner winner = new Winner(displaced.forBid(), displaced.winningUnitPrice());
                evictions.displace(locked, displaced.bidId(), winner, at);
            }
        }
        Map<BidId, Nominated> next = next(plan, failed, at);
        replace(command, next, locked);
        Set<BidId> deferred = new HashSet<>(failed);
        deferred.addAll(next.keySet());
        return deferred;
    }

    /** Newcomers that left, or one of whose victims did. */
    private static Set<BidId> failed(MatchPlan plan, LockedBids locked) {
        Set<BidId> failed = new HashSet<>();
        for (EvictionNotice notice : plan.notices()) {
            if (!locked.waits(notice.forBid())
                    || !locked.mayBeNoticed(notice.bidId(), notice.allocationId())) {
                failed.add(notice.forBid());
            }
        }
        for (Displacement displaced : plan.displacements()) {
            if (!locked.waits(displaced.forBid())
                    || !locked.mayBeDisplaced(displaced.bidId(), displaced.allocationId())) {
                failed.add(displaced.forBid());
            }
        }
        plan.nominations().stream()
                .map(Nomination::bidId)
                .filter(newcomer -> !locked.waits(newcomer))
                .forEach(failed::add);
        return failed;
    }

    private static Map<BidId, Nominated> next(MatchPlan plan, Set<BidId> failed, Instant at) {
        Map<BidId, Nominated> next = new HashMap<>();
        for (Nomination nomination : plan.nominations()) {
            if (!failed.contains(nomination.bidId())) {
                next.put(nomination.bidId(), nomination.standing());
            }
        }
        for (Match match : plan.matches()) {
            List<AllocationId> displaced =
                    plan.displacements().stream()
                            .filter(d -> d.forBid().equals(match.bidId()))
                            .map(Displacement::allocationId)
                            .toList();
            if (!displaced.isEmpty() && !failed.contains(match.bidId())) {
                next.put(match.bidId(), new Nominated(match.bidId(), match.node(), at, displaced));
            }
        }
        return next;
    }

    private void replace(ConfirmPlan command, Map<BidId, Nominated> next, LockedBids locked) {
        Map<BidId, Nominated> before = new HashMap<>();
        Set<BidId> matched = new HashSet<>();
        command.plan().matches().forEach(match -> matched.add(match.bidId()));
        Set<BidId> ended = new HashSet<>();
        for (StandingNomination standing : command.standing()) {
            before.put(standing.bidId(), standing.nominated());
            if (!next.containsKey(standing.bidId())) {
                ended.add(standing.bidId());
                if (!matched.contains(standing.bidId())) {
                    Duration nominated = Duration.between(standing.madeAt(), command.at());
                    evictions.endNomination(locked, standing.bidId(), nominated, command.at());
                }
            }
        }
        nominations.end(ended);
        next.forEach((newcomer, nomination) -> {
            if (!nomination.equals(before.get(newcomer))) {
                nominations.put(command.pool(), nomination, command.at());
                evictions.nominate(locked, newcomer, nomination.deadline(), command.at());
            }
        });
    }
}
