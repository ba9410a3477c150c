package dev.spotdock.auctions.matching;

import dev.spotdock.auctions.bid.Placement;
import dev.spotdock.auctions.book.BookChange;
import dev.spotdock.auctions.book.BookPositions;
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
import java.util.stream.Collectors;
import org.axonframework.commandhandling.CommandHandler;
import org.springframework.stereotype.Component;

/**
 * Where matches are decided: one transaction that holds the lease, locks the bids by id, takes
 * capacity node by node with updates that count their rows, and places whoever got it. What lost
 * its race is simply not in the result.
 */
@Component
class Confirmation {

    private final BookPositions positions;
    private final Placement placement;
    private final Offers offers;

    Confirmation(BookPositions positions, Placement placement, Offers offers) {
        this.positions = positions;
        this.placement = placement;
        this.offers = offers;
    }

    @CommandHandler
    ConfirmMatches.Confirmed handle(ConfirmMatches command) {
        if (!positions.lockLease(command.pool(), command.leaseEpoch())) {
            return ConfirmMatches.Confirmed.LEASE_LOST;
        }
        Placement.Locked locked =
                placement.lock(
                        command.pool(),
                        command.matches().stream()
                                .collect(Collectors.toMap(Match::bidId, Match::version)));
        Set<BidId> granted = takeCapacity(command, locked);
        List<BookChange> leftBook = new ArrayList<>();
        for (Match match : command.matches()) {
            if (granted.contains(match.bidId())) {
                long version = placement.place(locked, match.bidId(), match.node(), command.at());
                leftBook.add(new BookChange.Remove(match.bidId(), version));
            } else if (!locked.has(match.bidId())) {
                leftBook.add(new BookChange.Remove(match.bidId(), match.version()));
            }
        }
        placement.finish();
        return new ConfirmMatches.Confirmed(true, granted.size(), leftBook);
    }

    /** Node by node, as everybody locks them; of one node's bids the best first. */
    private Set<BidId> takeCapacity(ConfirmMatches command, Placement.Locked locked) {
        SortedMap<String, List<BidId>> byNode = new TreeMap<>();
        for (Match match : command.matches()) {
            if (locked.has(match.bidId())) {
                byNode.computeIfAbsent(match.node(), _ -> new ArrayList<>()).add(match.bidId());
            }
        }
        Set<BidId> granted = new HashSet<>();
        byNode.forEach((node, bids) -> {
            Resources together =
                    bids.stream().map(locked::resources).reduce(Resources.NONE, Resources::plus);
            if (offers.take(command.pool(), node, together)) {
                granted.addAll(bids);
            } else {
                bids.stream()
                        .filter(bid -> offers.take(command.pool(), node, locked.resources(bid)))
                        .forEach(granted::add);
            }
        });
        return granted;
    }
}
