package dev.spotdock.billing.metering.rating;

import dev.spotdock.kernel.id.AllocationId;
import dev.spotdock.kernel.id.BidId;
import java.util.List;

/**
 * A running meter as far as it was metered. Instants are milliseconds since the epoch.
 *
 * @param tariff from where it was metered to
 * @param nextSlice number of its next slice
 * @param exhausted its money ended: whatever it still runs is lost
 */
public record Metered(
        AllocationId allocationId,
        BidId bidId,
        Tariff tariff,
        long startedAt,
        int nextSlice,
        boolean exhausted) {

    public long meteredTo() {
        return tariff.since();
    }

    /** What was due for the time metered so far, charged or lost. */
    long dueSoFar() {
        return tariff.due();
    }

    /**
     * The first millisecond, not before {@link #meteredTo}, at which another amount is due and run
     * time costs something: who has no more than that has nothing left to live on.
     */
    long reaches(long moreMicros) {
        return moreMicros == Long.MAX_VALUE ? Tariff.NEVER : tariff.reaches(moreMicros);
    }

    /**
     * With other rates from here on.
     *
     * @param steps in the order of time; the first not after {@link #meteredTo}
     */
    public Metered at(List<RateStep> steps) {
        return new Metered(
                allocationId, bidId, tariff.with(steps), startedAt, nextSlice, exhausted);
    }

    Metered upTo(long at) {
        return new Metered(
                allocationId, bidId, tariff.from(at), startedAt, nextSlice + 1, exhausted);
    }

    Metered exhaustedNow() {
        return new Metered(allocationId, bidId, tariff, startedAt, nextSlice, true);
    }
}
