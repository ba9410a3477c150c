package dev.spotdock.billing.metering;

import dev.spotdock.billing.metering.rating.Exhaustion;
import dev.spotdock.kernel.id.AllocationId;
import java.math.BigInteger;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How to move a meter's row on.
 *
 * @param accrued the sum of rate times milliseconds until then
 * @param ratePerHourMicros what applies there
 * @param charged added to what was charged; negative for refunds
 * @param lost added to what was lost
 */
record Progress(
        AllocationId allocationId,
        Instant meteredTo,
        int nextSlice,
        BigInteger accrued,
        long ratePerHourMicros,
        long charged,
        long lost,
        @Nullable Exhaustion exhaustion) {

    @Nullable Instant exhaustedAt() {
        return exhaustion == null ? null : Instant.ofEpochMilli(exhaustion.at());
    }

    @Nullable String cause() {
        return exhaustion == null ? null : exhaustion.cause().name();
    }
}
