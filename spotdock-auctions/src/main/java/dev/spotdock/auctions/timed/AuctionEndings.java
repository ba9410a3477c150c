package dev.spotdock.auctions.timed;

import dev.spotdock.auctions.Actor;
import dev.spotdock.auctions.AuctionCancelled;
import dev.spotdock.auctions.AuctionDetails;
import dev.spotdock.auctions.AuctionEvent;
import dev.spotdock.auctions.AuctionRejection;
import dev.spotdock.auctions.AuctionRejection.WrongAuctionState;
import dev.spotdock.auctions.AuctionState;
import dev.spotdock.auctions.CancelAuction;
import dev.spotdock.auctions.CloseAuction;
import dev.spotdock.kernel.loop.Waker;
import dev.spotdock.kernel.outcome.Outcome;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.axonframework.commandhandling.CommandHandler;
import org.springframework.stereotype.Component;

/** Handles who wants an auction to be over before its time. */
@Component
class AuctionEndings {

    private final AuctionChanges changes;
    private final Lots lots;
    private final LiveBids live;
    private final LotChanges lotChanges;
    private final Waker waker;

    AuctionEndings(
            AuctionChanges changes, Lots lots, LiveBids live, LotChanges lotChanges, Waker waker) {
        this.changes = changes;
        this.lots = lots;
        this.live = live;
        this.lotChanges = lotChanges;
        this.waker = waker;
    }

    @CommandHandler
    Outcome<AuctionDetails, AuctionRejection> handle(CloseAuction command) {
        Instant at = command.at().truncatedTo(ChronoUnit.MILLIS);
        return changes.change(
                command.auctionId(), command.by(), auction -> close(auction, command.by(), at));
    }

    private Outcome<AuctionChanges.Step, AuctionRejection> close(
            Auction auction, Actor by, Instant at) {
        if (auction.state() != AuctionState.OPEN) {
            return Outcome.refused(new WrongAuctionState(auction.state(), "an open auction"));
        }
        Optional<AuctionRejection> refusal = takenBack(auction, by);
        if (refusal.isPresent()) {
            return Outcome.refused(refusal.get());
        }
        return Outcome.done(
                new AuctionChanges.Step(
                        auction.closing(),
                        () -> {
                            lots.closeAll(auction.auctionId(), at);
                            waker.wake(AuctionClock.NAME);
                        }));
    }

    @CommandHandler
    Outcome<AuctionDetails, AuctionRejection> handle(CancelAuction command) {
        Instant at = command.at().truncatedTo(ChronoUnit.MILLIS);
        return changes.change(
                command.auctionId(), command.by(), auction -> cancel(auction, command.by(), at));
    }

    private Outcome<AuctionChanges.Step, AuctionRejection> cancel(
            Auction auction, Actor by, Instant at) {
        if (!auction.mayBeCancelled()) {
            return Outcome.refused(
                    new WrongAuctionState(
                            auction.state(), "a draft, a scheduled or an open auction"));
        }
        if (auction.state() == AuctionState.OPEN) {
            Optional<AuctionRejection> refusal = takenBack(auction, by);
            if (refusal.isPresent()) {
                return Outcome.refused(refusal.get());
            }
        }
        return Outcome.done(
                new AuctionChanges.Step(auction.cancelled(), () -> withdrawAll(auction, at)));
    }

    /** Operators may whatever was bid; sellers only if nobody has, nor will meanwhile. */
    private Optional<AuctionRejection> takenBack(Auction auction, Actor by) {
        if (by.operator()) {
            return Optional.empty();
        }
        // What was sold at once has had a bid too.
        return lots.count(auction.auctionId(), List.of("CLOSING", "SOLD", "SETTLED")) > 0
                ? Optional.of(new AuctionRejection.HasBids())
                : live.takeBack(lots.takingBids(auction.auctionId()));
    }

    private void withdrawAll(Auction before, Instant at) {
        boolean wasVisible = before.state() != AuctionState.DRAFT;
        List<AuctionEvent> events = new ArrayList<>();
        for (Lot lot : lots.withdrawAll(before.auctionId(), at)) {
            lotChanges.follow(lot);
            if (wasVisible) {
                events.add(LotFacts.unsold(lot, at));
            }
        }
        // Last: whoever follows the auction is told of its lots before.
        events.add(new AuctionCancelled(before.auctionId(), before.seller(), wasVisible, at));
        lotChanges.tell(events);
        waker.wake(AuctionClock.NAME);
    }
}
