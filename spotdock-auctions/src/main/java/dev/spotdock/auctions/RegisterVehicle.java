package dev.spotdock.auctions;

import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.VehicleId;
import dev.spotdock.kernel.message.Command;
import dev.spotdock.kernel.outcome.Outcome;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Adds a vehicle to its owner's, from where it can be sold in lots.
 *
 * @param vehicleId new, chosen by the caller
 * @param vin 17 characters with a check digit; small letters are taken as capitals. It may be
 *     registered more than once, but is on sale once at a time
 * @param year of the model
 * @param at now
 */
public record RegisterVehicle(
        VehicleId vehicleId,
        AccountId owner,
        String vin,
        String make,
        String model,
        int year,
        int mileageKm,
        @Nullable String description,
        Instant at)
        implements Command<Outcome<VehicleDetails, AuctionRejection>> {}
