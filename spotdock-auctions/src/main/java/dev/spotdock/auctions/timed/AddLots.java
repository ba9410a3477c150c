package dev.spotdock.auctions.timed;

import dev.spotdock.auctions.AddLot;
import dev.spotdock.auctions.AuctionRejection;
import dev.spotdock.auctions.LotDetails;
import dev.spotdock.auctions.LotItem.CapacityBlock;
import dev.spotdock.auctions.LotState;
import dev.spotdock.auctions.VehicleDetails;
import dev.spotdock.auctions.reservation.CapacityPins;
import dev.spotdock.auctions.timed.winner.LotTerms;
import dev.spotdock.kernel.id.VehicleId;
import dev.spotdock.kernel.money.Money;
import dev.spotdock.kernel.outcome.Outcome;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.axonframework.commandhandling.CommandHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Handles what sellers put up for sale. The auction's row is locked first: lots are counted. */
@Component
class AddLots {

    private final Auctions auctions;
    private final Lots lots;
    private final Vehicles vehicles;
    private final CapacityPins pins;
    private final LotViews views;
    private final LotChecks checks;

    AddLots(
            Auctions auctions,
            Lots lots,
            Vehicles vehicles,
            CapacityPins pins,
            LotViews views,
            LotChecks checks) {
        this.auctions = auctions;
        this.lots = lots;
        this.vehicles = vehicles;
        this.pins = pins;
        this.views = views;
        this.checks = checks;
    }

    @CommandHandler
    Outcome<LotDetails, AuctionRejection> handle(AddLot command) {
        Optional<Auction> found =
                auctions.lock(command.auctionId())
                        .filter(auction -> AuctionChanges.mayChange(command.by(), auction));
        if (found.isEmpty()) {
            return Outcome.refused(new AuctionRejection.NotFound("auction"));
        }
        Auction auction = found.get();
        CapacityBlock block = command.item().capacityBlock();
        if (block != null && !command.by().operator()) {
            return Outcome.refused(
                    new AuctionRejection.OperatorsOnly("only operators sell capacity"));
        }
        VehicleId vehicleId = command.item().vehicleId();
        VehicleDetails vehicle =
                vehicleId == null ? null : vehicles.find(vehicleId, auction.seller()).orElse(null);
        Optional<AuctionRejection> refusal = checks.refusal(command, auction, vehicle);
        if (refusal.isPresent()) {
            return Outcome.refused(refusal.get());
        }
        return block == null ? add(command, auction, vehicle) : pin(command, auction, block);
    }

    private Outcome<LotDetails, AuctionRejection> pin(
            AddLot command, Auction auction, CapacityBlock block) {
        return switch (pins.pin(
                command.lotId(), block.pool(), block.resources(), block.from(), block.to())) {
            case Outcome.Refused<?, ?>(var no) ->
                    Outcome.refused(new AuctionRejection.CapacityRefused(no.message()));
            case Outcome.Done<?, ?> _ -> add(command, auction, null);
        };
    }

    private Outcome<LotDetails, AuctionRejection> add(
            AddLot command, Auction auction, @Nullable VehicleDetails vehicle) {
        Lot lot =
                new Lot(
                        command.lotId(),
                        auction.auctionId(),
                        auction.seller(),
                        command.item(),
                        new LotTerms(
                                command.startingPrice().micros(),
                                command.increment().micros(),
                                micros(command.reservePrice()),
                                micros(command.buyNowPrice())),
                        LotState.PENDING,
                        auction.endsAt().truncatedTo(ChronoUnit.MILLIS),
                        Lot.Log.NONE,
                        null,
                        null,
                        null,
                        1);
        if (!lots.insert(lot, vehicle == null ? null : vehicle.vin())) {
            return Outcome.refused(new AuctionRejection.ItemOnSale());
        }
        if (!auctions.replace(auction.withOneLotMore())) {
            throw new IllegalStateException(
                    "auction %s changed while it was locked".formatted(auction.auctionId()));
        }
        return Outcome.done(views.of(lot.lotId(), command.by()).orElseThrow());
    }

    private static @Nullable Long micros(@Nullable Money amount) {
        return amount == null ? null : amount.micros();
    }
}
