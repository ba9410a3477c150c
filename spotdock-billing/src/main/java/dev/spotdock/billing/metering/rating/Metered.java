package dev.spotdock.billing.metering.rating;

import dev.spotdock.kernel.id.AllocationId;
import dev.spotdock.kernel.id.BidId;

/**
 * A running meter as far as it was metered. Instants are milliseconds since the epoch.
 *
 * @param nextSlice number of its next slice
 * @param exhausted its money ended: whatever it still runs is lost
 */
public record Metered(
        AllocationId allocationId,
        BidId bidId,
        long ratePerHourMicros,
        long startedAt,
        long meteredTo,
        int nextSlice,
        boolean exhausted) {

    Tariff tariff() {
        return new Tariff(ratePerHourMicros, startedAt);
    }

    /** What was due for the time metered so far, charged or lost. */
    long dueSoFar() {
        return tariff().due(meteredTo);
    }

    /** The first millisecond, not before {@link #meteredTo}, at which another amount is due. */
    long reaches(long moreMicros) {
        if (moreMicros == Long.MAX_VALUE) {
            return Tariff.NEVER;
        }
        return Math.max(meteredTo, tariff().reaches(Math.addExact(dueSoFar(), moreMicros)));
    }

    Metered upTo(long at) {
        return new Metered(
                allocationId, bidId, ratePerHourMicros, startedAt, at, nextSlice + 1, exhausted);
    }

    Metered exhaustedNow() {
        return new Metered(
                allocationId, bidId, ratePerHourMicros, startedAt, meteredTo, nextSlice, true);
    }
}
