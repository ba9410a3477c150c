package dev.spotdock.web.rest.auctions;

import dev.spotdock.auctions.VehicleDetails;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A vehicle, as its owner sees it and, while it is for sale, everybody. */
@Schema(name = "Vehicle")
record VehicleView(
        UUID id,
        @Schema(example = "1HGCM82633A004352") String vin,
        @Schema(example = "Honda") String make,
        @Schema(example = "Accord") String model,
        @Schema(example = "2003") int year,
        @Schema(example = "120000") int mileageKm,
        @Nullable String description,
        Instant registeredAt) {

    static VehicleView of(VehicleDetails vehicle) {
        return new VehicleView(
                vehicle.vehicleId().value(),
                vehicle.vin(),
                vehicle.make(),
                vehicle.model(),
                vehicle.year(),
                vehicle.mileageKm(),
                vehicle.description(),
                vehicle.registeredAt());
    }
}
