package dev.spotdock.auctions.timed;

import dev.spotdock.auctions.AuctionCreated;
import dev.spotdock.auctions.AuctionDetails;
import dev.spotdock.auctions.AuctionOpened;
import dev.spotdock.auctions.AuctionRejection;
import dev.spotdock.auctions.AuctionRejection.WrongAuctionState;
import dev.spotdock.auctions.AuctionScheduled;
import dev.spotdock.auctions.AuctionState;
import dev.spotdock.auctions.CreateAuction;
import dev.spotdock.auctions.OpenAuction;
import dev.spotdock.auctions.ScheduleAuction;
import dev.spotdock.kernel.loop.Waker;
import dev.spotdock.kernel.message.Events;
import dev.spotdock.kernel.outcome.Outcome;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.axonframework.commandhandling.CommandHandler;
import org.springframework.stereotype.Component;

/** Handles what sellers want of an auction until it is open. */
@Component
class AuctionCommands {

    private final Auctions auctions;
    private final AuctionChanges changes;
    private final Lots lots;
    private final Events events;
    private final Waker waker;
    private final TimedProperties properties;

    AuctionCommands(
            Auctions auctions,
            AuctionChanges changes,
            Lots lots,
            Events events,
            Waker waker,
            TimedProperties properties) {
        this.auctions = auctions;
        this.changes = changes;
        this.lots = lots;
        this.events = events;
        this.waker = waker;
        this.properties = properties;
    }

    @CommandHandler
    Outcome<AuctionDetails, AuctionRejection> handle(CreateAuction command) {
        Optional<AuctionRejection.InvalidInput> mistakes =
                AuctionInput.check(command, properties.lengthMax());
        if (mistakes.isPresent()) {
            return Outcome.refused(mistakes.get());
        }
        Auction auction = Auction.draft(command);
        auctions.insert(auction);
        events.publish(
                new AuctionCreated(
                        auction.auctionId(),
                        auction.seller(),
                        auction.title(),
                        auction.startsAt(),
                        auction.endsAt(),
                        auction.createdAt()));
        return Outcome.done(auction.details());
    }

    @CommandHandler
    Outcome<AuctionDetails, AuctionRejection> handle(ScheduleAuction command) {
        Instant at = command.at().truncatedTo(ChronoUnit.MILLIS);
        return changes.change(command.auctionId(), command.by(), auction -> schedule(auction, at));
    }

    private Outcome<AuctionChanges.Step, AuctionRejection> schedule(Auction auction, Instant at) {
        if (auction.state() != AuctionState.DRAFT) {
            return Outcome.refused(new WrongAuctionState(auction.state(), "a draft"));
        }
        if (!at.isBefore(auction.endsAt())) {
            return Outcome.refused(new AuctionRejection.Over(auction.endsAt()));
        }
        if (!lots.anyTakesBids(auction.auctionId())) {
            return Outcome.refused(new AuctionRejection.NoLots());
        }
        AuctionScheduled scheduled =
                new AuctionScheduled(
                        auction.auctionId(),
                        auction.seller(),
                        auction.title(),
                        auction.startsAt(),
                        auction.endsAt(),
                        auction.lots(),
                        at);
        return Outcome.done(
                new AuctionChanges.Step(auction.scheduled(), () -> events.publish(scheduled)));
    }

    @CommandHandler
    Outcome<AuctionDetails, AuctionRejection> handle(OpenAuction command) {
        Instant at = command.at().truncatedTo(ChronoUnit.MILLIS);
        return changes.change(command.auctionId(), command.by(), auction -> open(auction, at));
    }

    private Outcome<AuctionChanges.Step, AuctionRejection> open(Auction auction, Instant at) {
        if (auction.state() != AuctionState.SCHEDULED) {
            return Outcome.refused(new WrongAuctionState(auction.state(), "a scheduled auction"));
        }
        if (!at.isBefore(auction.endsAt())) {
            return Outcome.refused(new AuctionRejection.Over(auction.endsAt()));
        }
        Auction next = auction.opened(at);
        return Outcome.done(
                new AuctionChanges.Step(
                        next,
                        () -> {
                            openLots(next, at);
                            waker.wake(AuctionClock.NAME);
                        }));
    }

    @CommandHandler
    int handle(DueLots.OpenDue command) {
        List<Auction> starting = auctions.lockStarting(command.at(), command.limit());
        for (Auction auction : starting) {
            Auction opened = auction.opened(command.at());
            if (auctions.replace(opened)) {
                openLots(opened, command.at());
            }
        }
        return starting.size();
    }

    /** Lets its lots be opened for bids, once the auction itself is. */
    private void openLots(Auction opened, Instant at) {
        int taking = lots.open(opened.auctionId(), at);
        events.publish(
                new AuctionOpened(
                        opened.auctionId(),
                        opened.seller(),
                        opened.startsAt(),
                        opened.endsAt(),
                        taking,
                        at));
    }
}
