package dev.spotdock.auctions;

import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.VehicleId;

/** Asks for one {@link VehicleDetails}; empty if there is none or it is somebody else's. */
public record FindVehicle(VehicleId vehicleId, AccountId owner) {}
