package dev.spotdock.auctions.timed;

import dev.spotdock.auctions.AddLot;
import dev.spotdock.auctions.AuctionRejection.InvalidInput;
import dev.spotdock.auctions.CreateAuction;
import dev.spotdock.auctions.ListMistakes;
import dev.spotdock.auctions.RegisterVehicle;
import java.util.List;
import java.util.Optional;
import org.axonframework.queryhandling.QueryHandler;
import org.springframework.stereotype.Component;

/** Answers what is wrong with a command that will not be sent. */
@Component
class InputQueries {

    private final Auctions auctions;
    private final Vehicles vehicles;
    private final LotChecks checks;
    private final TimedProperties properties;

    InputQueries(
            Auctions auctions, Vehicles vehicles, LotChecks checks, TimedProperties properties) {
        this.auctions = auctions;
        this.vehicles = vehicles;
        this.checks = checks;
        this.properties = properties;
    }

    @QueryHandler
    List<InvalidInput.Problem> handle(ListMistakes query) {
        Optional<InvalidInput> mistakes =
                switch (query.command()) {
                    case RegisterVehicle vehicle -> VehicleInput.check(vehicle);
                    case CreateAuction auction ->
                            AuctionInput.check(auction, properties.lengthMax());
                    case AddLot lot -> ofLot(lot);
                    default -> Optional.empty();
                };
        return mistakes.map(InvalidInput::problems).orElseGet(List::of);
    }

    private Optional<InvalidInput> ofLot(AddLot lot) {
        return auctions.find(lot.auctionId())
                .filter(auction -> AuctionChanges.mayChange(lot.by(), auction))
                .flatMap(auction ->
                        checks.mistakes(
                                lot,
                                auction,
                                Optional.ofNullable(lot.item().vehicleId())
                                        .flatMap(id -> vehicles.find(id, auction.seller()))
                                        .orElse(null)));
    }
}
