package dev.spotdock.billing.metering.rating;

import dev.spotdock.kernel.id.AllocationId;
import dev.spotdock.kernel.id.BidId;
import java.math.BigInteger;

/**
 * A stretch of run time, {@code [from, to)} in milliseconds since the epoch, what it costs and who
 * bears it; what neither free money nor the hold pays is the platform's loss.
 */
public record RatedSlice(
        AllocationId allocationId,
        BidId bidId,
        int number,
        long from,
        long to,
        long ratePerHourMicros,
        long amount,
        long fromFree,
        long fromHold) {

    /** Rate times milliseconds. */
    BigInteger accrual() {
        return Accrual.product(ratePerHourMicros, to - from);
    }

    public long charged() {
        return fromFree + fromHold;
    }

    public long lost() {
        return amount - charged();
    }
}
