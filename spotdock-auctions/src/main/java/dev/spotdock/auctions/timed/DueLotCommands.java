package dev.spotdock.auctions.timed;

import dev.spotdock.auctions.AuctionClosed;
import dev.spotdock.auctions.AuctionSettled;
import dev.spotdock.auctions.AuctionState;
import dev.spotdock.auctions.LotState;
import dev.spotdock.kernel.message.Events;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.axonframework.commandhandling.CommandHandler;
import org.springframework.stereotype.Component;

/** Handles what has become of auctions and lots by time. */
@Component
class DueLotCommands {

    private static final List<String> UNDECIDED = List.of("PENDING", "OPEN", "CLOSING");
    private static final List<String> SOLD = List.of("SOLD");
    private static final List<String> WON = List.of("SOLD", "SETTLED");
    private static final List<String> LOST = List.of("UNSOLD", "WITHDRAWN");

    private final Auctions auctions;
    private final Lots lots;
    private final LotChanges changes;
    private final Contention contention;
    private final Events events;

    DueLotCommands(
            Auctions auctions,
            Lots lots,
            LotChanges changes,
            Contention contention,
            Events events) {
        this.auctions = auctions;
        this.lots = lots;
        this.changes = changes;
        this.contention = contention;
        this.events = events;
    }

    @CommandHandler
    void handle(DueLots.ChangeLots command) {
        changes.storeAll(command.changes());
    }

    @CommandHandler
    void handle(DueLots.ExtendLot command) {
        // If others are always faster, the clock finds out when it asks for the end.
        var _ = contention.repeat(() -> extend(command));
    }

    /** Empty: somebody was faster; else whether the lot ends later now. */
    private Optional<Boolean> extend(DueLots.ExtendLot command) {
        Optional<Lot> open =
                lots.find(command.lotId())
                        .filter(lot -> lot.state() == LotState.OPEN)
                        .filter(lot -> lot.endsAt().isBefore(command.endsAt()));
        if (open.isEmpty()) {
            return Optional.of(false);
        }
        Lot lot = open.get();
        auctions.endsNotBefore(lot.auctionId(), command.endsAt());
        return changes.store(DueLotSteps.extended(lot, command.endsAt(), command.at()))
                ? Optional.of(true)
                : Optional.empty();
    }

    @CommandHandler
    int handle(DueLots.TellOverdue command) {
        List<Lot> overdue = lots.markOverdue(command.at(), command.limit());
        overdue.forEach(lot -> events.publish(LotFacts.overdue(lot, command.at())));
        return overdue.size();
    }

    @CommandHandler
    int handle(DueLots.FinishAuctions command) {
        List<Auction> ending = auctions.lockEnding(command.at(), command.limit());
        ending.forEach(auction -> auctions.replace(auction.closing()));
        List<Auction> decided =
                auctions.lockFinished(AuctionState.CLOSING, UNDECIDED, command.limit());
        decided.forEach(auction -> close(auction, command.at()));
        List<Auction> paid = auctions.lockFinished(AuctionState.CLOSED, SOLD, command.limit());
        paid.forEach(auction -> settle(auction, command.at()));
        return Math.max(ending.size(), Math.max(decided.size(), paid.size()));
    }

    private void close(Auction auction, Instant at) {
        if (auctions.replace(auction.closed())) {
            events.publish(
                    new AuctionClosed(
                            auction.auctionId(),
                            auction.seller(),
                            lots.count(auction.auctionId(), WON),
                            lots.count(auction.auctionId(), LOST),
                            at));
        }
    }

    private void settle(Auction auction, Instant at) {
        if (auctions.replace(auction.settled())) {
            events.publish(
                    new AuctionSettled(
                            auction.auctionId(),
                            auction.seller(),
                            lots.count(auction.auctionId(), WON),
                            lots.count(auction.auctionId(), LOST),
                            at));
        }
    }
}
