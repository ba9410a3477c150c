package dev.spotdock.auctions;

import dev.spotdock.kernel.id.VehicleId;
import dev.spotdock.kernel.resources.Resources;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a lot sells: exactly one of the two.
 *
 * @param vehicleId null: a capacity block
 * @param capacityBlock null: a vehicle
 */
public record LotItem(@Nullable VehicleId vehicleId, @Nullable CapacityBlock capacityBlock) {

    public LotItem {
        if ((vehicleId == null) == (capacityBlock == null)) {
            throw new IllegalArgumentException("a lot sells a vehicle or a capacity block");
        }
    }

    public static LotItem of(VehicleId vehicleId) {
        return new LotItem(vehicleId, null);
    }

    public static LotItem of(CapacityBlock capacityBlock) {
        return new LotItem(null, capacityBlock);
    }

    /**
     * Capacity of one node for a time.
     *
     * @param from inclusive
     * @param to exclusive
     */
    public record CapacityBlock(String pool, Resources resources, Instant from, Instant to) {}
}
