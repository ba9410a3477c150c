package dev.spotdock.auctions.timed;

import dev.spotdock.auctions.AuctionRejection;
import dev.spotdock.auctions.FindVehicle;
import dev.spotdock.auctions.ListVehicles;
import dev.spotdock.auctions.RegisterVehicle;
import dev.spotdock.auctions.VehicleDetails;
import dev.spotdock.kernel.outcome.Outcome;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.queryhandling.QueryHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Handles what owners want of, and ask about, their vehicles. */
@Component
class VehicleCommands {

    private final Vehicles vehicles;

    VehicleCommands(Vehicles vehicles) {
        this.vehicles = vehicles;
    }

    @CommandHandler
    Outcome<VehicleDetails, AuctionRejection> handle(RegisterVehicle command) {
        Optional<AuctionRejection.InvalidInput> mistakes = VehicleInput.check(command);
        if (mistakes.isPresent()) {
            return Outcome.refused(mistakes.get());
        }
        VehicleDetails vehicle =
                new VehicleDetails(
                        command.vehicleId(),
                        command.owner(),
                        Vin.normalized(command.vin()),
                        command.make().strip(),
                        command.model().strip(),
                        command.year(),
                        command.mileageKm(),
                        stripped(command.description()),
                        command.at().truncatedTo(ChronoUnit.MILLIS));
        vehicles.insert(vehicle);
        return Outcome.done(vehicle);
    }

    private static @Nullable String stripped(@Nullable String description) {
        return description == null || description.isBlank() ? null : description.strip();
    }

    @QueryHandler
    Optional<VehicleDetails> handle(FindVehicle query) {
        return vehicles.find(query.vehicleId(), query.owner());
    }

    @QueryHandler
    List<VehicleDetails> handle(ListVehicles query) {
        return vehicles.list(query.owner(), query.before(), query.limit());
    }
}
