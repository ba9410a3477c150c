package dev.spotdock.auctions.timed;

import dev.spotdock.auctions.AuctionRejection;
import dev.spotdock.auctions.AuctionRejection.WrongLotState;
import dev.spotdock.auctions.DecideLot;
import dev.spotdock.auctions.DefaultLot;
import dev.spotdock.auctions.LiftDefault;
import dev.spotdock.auctions.LotDetails;
import dev.spotdock.auctions.LotState;
import dev.spotdock.auctions.SettleLot;
import dev.spotdock.kernel.id.LotId;
import dev.spotdock.kernel.id.VehicleId;
import dev.spotdock.kernel.outcome.Outcome;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import org.axonframework.commandhandling.CommandHandler;
import org.springframework.stereotype.Component;

/** Handles what becomes of lots that have a winner, or need an operator to have one. */
@Component
class Settlements {

    private final Lots lots;
    private final LotChanges changes;
    private final Decisions decisions;
    private final Vehicles vehicles;
    private final Defaulters defaulters;
    private final LotViews views;

    Settlements(
            Lots lots,
            LotChanges changes,
            Decisions decisions,
            Vehicles vehicles,
            Defaulters defaulters,
            LotViews views) {
        this.lots = lots;
        this.changes = changes;
        this.decisions = decisions;
        this.vehicles = vehicles;
        this.defaulters = defaulters;
        this.views = views;
    }

    @CommandHandler
    void handle(SettleLot command) {
        Optional<Lot> awaited = awaited(command.lotId(), command.round());
        if (awaited.isEmpty()) {
            return;
        }
        Instant at = command.at().truncatedTo(ChronoUnit.MILLIS);
        Lot lot = awaited.get();
        Award award = Objects.requireNonNull(lot.award(), "award");
        VehicleId vehicle = lot.item().vehicleId();
        if (vehicle != null) {
            vehicles.transfer(lot.lotId(), vehicle, lot.seller(), award, at);
        }
        Lot settled = lot.settled();
        storeLocked(LotChange.told(settled, LotFacts.settled(settled, at)));
    }

    @CommandHandler
    void handle(DefaultLot command) {
        Optional<Lot> awaited = awaited(command.lotId(), command.round());
        if (awaited.isEmpty()) {
            return;
        }
        Instant at = command.at().truncatedTo(ChronoUnit.MILLIS);
        Lot lot = awaited.get();
        defaulters.add(lot, at);
        storeLocked(decisions.next(lot, defaulters.of(lot.lotId()), command.round() + 1, at));
    }

    @CommandHandler
    boolean handle(LiftDefault command) {
        return defaulters.lift(command);
    }

    @CommandHandler
    Outcome<LotDetails, AuctionRejection> handle(DecideLot command) {
        if (!command.by().operator()) {
            return Outcome.refused(
                    new AuctionRejection.OperatorsOnly("only operators decide held lots"));
        }
        Optional<Lot> found = lots.lock(command.lotId());
        if (found.isEmpty()) {
            return Outcome.refused(new AuctionRejection.NotFound("lot"));
        }
        Lot lot = found.get();
        if (lot.state() != LotState.CLOSING || !lot.log().held()) {
            return Outcome.refused(
                    new WrongLotState(lot.state(), "a lot that is held for an operator"));
        }
        Instant at = command.at().truncatedTo(ChronoUnit.MILLIS);
        storeLocked(command.asStored() ? decisions.decide(lot, at) : decisions.giveUp(lot, at));
        return Outcome.done(views.of(command.lotId(), command.by()).orElseThrow());
    }

    /** The lot, locked, if it waits for this round's winner to pay. */
    private Optional<Lot> awaited(LotId id, int round) {
        return lots.lock(id)
                .filter(lot -> lot.state() == LotState.SOLD)
                .filter(lot -> lot.award() != null && lot.award().round() == round);
    }

    private void storeLocked(LotChange change) {
        if (!changes.store(change)) {
            throw new IllegalStateException(
                    "lot %s changed while it was locked".formatted(change.next().lotId()));
        }
    }
}
