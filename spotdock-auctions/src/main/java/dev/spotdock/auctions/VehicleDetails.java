package dev.spotdock.auctions;

import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.VehicleId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A vehicle.
 *
 * @param vin 17 capitals and digits
 * @param year of the model
 */
public record VehicleDetails(
        VehicleId vehicleId,
        AccountId owner,
        String vin,
        String make,
        String model,
        int year,
        int mileageKm,
        @Nullable String description,
        Instant registeredAt) {}
