package dev.spotdock.auctions.matching;

import dev.spotdock.auctions.bid.LockedBids;
import dev.spotdock.auctions.matching.engine.MatchPlan.Match;
import dev.spotdock.auctions.offer.Offers;
import dev.spotdock.kernel.id.BidId;
import dev.spotdock.kernel.resources.Resources;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/**
 * Takes the capacity that matches were planned with, where it and the accounts' quotas still
 * suffice.
 */
@Component
class Grants {

    private final Offers offers;
    private final RunningQuota quota;

    Grants(Offers offers, RunningQuota quota) {
        this.offers = offers;
        this.quota = quota;
    }

    /**
     * Takes it node by node, as everybody locks them; of one node's bids the best first.
     *
     * @return the bids that got theirs
     */
    Set<BidId> take(ConfirmPlan command, List<Match> matches, LockedBids locked) {
        String pool = command.pool();
        List<Match> waiting =
                matches.stream().filter(match -> locked.waits(match.bidId())).toList();
        SortedMap<String, List<BidId>> byNode = new TreeMap<>();
        for (Match match : quota.within(pool, waiting, locked)) {
            byNode.computeIfAbsent(match.node(), _ -> new ArrayList<>()).add(match.bidId());
        }
        Set<BidId> granted = new HashSet<>();
        byNode.forEach((node, bids) -> {
            Resources together =
                    bids.stream().map(locked::resources).reduce(Resources.NONE, Resources::plus);
            // A node that nobody had counted is none that was planned with.
            long pins = command.pins().getOrDefault(node, -1L);
            if (offers.takeUnpinned(pool, node, together, pins)) {
                granted.addAll(bids);
            } else {
                bids.stream()
                        .filter(bid -> offers.takeUnpinned(pool, node, locked.resources(bid), pins))
                        .forEach(granted::add);
            }
        });
        return granted;
    }
}
