package dev.spotdock.auctions.bid;

import dev.spotdock.auctions.pool.Pools;
import dev.spotdock.kernel.id.BidId;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.axonframework.commandhandling.CommandHandler;
import org.springframework.stereotype.Component;

/** Handles bids that wait outside the book for money (product, section 6, rule 2). */
@Component
class FundingCommands {

    // Wallets are locked in the order of their ids, whoever locks several; who waits longest first.
    private static final Comparator<Bid> TURN =
            Comparator.<Bid, UUID>comparing(bid -> bid.accountId().value())
                    .thenComparing(
                            Bid::unfundedAt, Comparator.nullsFirst(Comparator.naturalOrder()))
                    .thenComparingLong(Bid::sequence);

    private final Bids bids;
    private final BidHistory history;
    private final Maxima maxima;
    private final Pools pools;

    FundingCommands(Bids bids, BidHistory history, Maxima maxima, Pools pools) {
        this.bids = bids;
        this.history = history;
        this.maxima = maxima;
        this.pools = pools;
    }

    @CommandHandler
    void handle(DueBids.FundBids command) {
        List<Bid> unfunded =
                bids.lockUnfunded(command.bidIds().stream().map(BidId::value).toList());
        for (Bid bid : unfunded.stream().sorted(TURN).toList()) {
            if (maxima.topUpHold(bid).isEmpty()) {
                long floor = pools.rulesFor(bid.pool()).floorPrice();
                bid.fund(bid.offered().effectiveUnitPrice() < floor, command.at());
                history.add(bid, null, BidFacts.requeued(bid));
            }
        }
        bids.flush();
    }
}
