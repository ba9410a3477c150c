package dev.spotdock.auctions.timed;

import dev.spotdock.auctions.AuctionLimits;
import dev.spotdock.auctions.AuctionRejection.InvalidInput;
import dev.spotdock.auctions.RegisterVehicle;
import java.time.ZoneOffset;
import java.util.Optional;

/** What a vehicle must be like. */
final class VehicleInput {

    private VehicleInput() {}

    static Optional<InvalidInput> check(RegisterVehicle command) {
        Mistakes mistakes = new Mistakes();
        Vin.mistake(Vin.normalized(command.vin()))
                .ifPresent(mistake -> mistakes.expect(false, "vin", mistake));
        mistakes.text("make", command.make(), AuctionLimits.NAME_LENGTH_MAX);
        mistakes.text("model", command.model(), AuctionLimits.NAME_LENGTH_MAX);
        int yearMax =
                command.at().atOffset(ZoneOffset.UTC).getYear() + AuctionLimits.YEARS_AHEAD_MAX;
        mistakes.expect(
                command.year() >= AuctionLimits.YEAR_MIN && command.year() <= yearMax,
                "year",
                "must be %d to %d".formatted(AuctionLimits.YEAR_MIN, yearMax));
        mistakes.expect(
                command.mileageKm() >= 0 && command.mileageKm() <= AuctionLimits.MILEAGE_KM_MAX,
                "mileageKm",
                "must be 0 to %d".formatted(AuctionLimits.MILEAGE_KM_MAX));
        String description = command.description();
        mistakes.expect(
                description == null || description.length() <= AuctionLimits.DESCRIPTION_LENGTH_MAX,
                "description",
                "must have at most %d characters".formatted(AuctionLimits.DESCRIPTION_LENGTH_MAX));
        return mistakes.refusal();
    }
}
