package dev.spotdock.auctions;

import dev.spotdock.kernel.container.ContainerSpec;
import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.AllocationId;
import dev.spotdock.kernel.id.BidId;
import dev.spotdock.kernel.id.ReservationId;
import dev.spotdock.kernel.money.Money;
import dev.spotdock.kernel.resources.Resources;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A bid got capacity on a node.
 *
 * @param attempt counted from 1
 * @param ratePerHourMicros what it will cost while it runs
 * @param budget what all attempts together may cost; null: no limit
 * @param reservationId whose capacity it uses, which was paid for; null: it pays for its time
 * @param startBy the deadline for its workload to run
 * @param version the bid's
 */
public record BidMatched(
        BidId bidId,
        AllocationId allocationId,
        AccountId accountId,
        String pool,
        String node,
        int attempt,
        Resources resources,
        ContainerSpec container,
        long effectiveUnitPrice,
        long ratePerHourMicros,
        @Nullable Money budget,
        @Nullable ReservationId reservationId,
        Instant startBy,
        long version,
        Instant at)
        implements BidEvent {}
