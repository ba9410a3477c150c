package dev.spotdock.billing;

import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.AllocationId;
import dev.spotdock.kernel.id.BidId;
import dev.spotdock.kernel.message.Command;
import dev.spotdock.kernel.money.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Charges an allocation from {@code startedAt} on, per slice. Repeating it changes nothing.
 *
 * @param bidId also the reference of the hold that it may use up
 * @param ratePerHourMicros at least 0; shown until the first slice is charged. What is charged is
 *     told by {@link Rates}
 * @param budget what all allocations of the bid together may cost; null: no limit
 */
public record StartMeter(
        AllocationId allocationId,
        BidId bidId,
        AccountId accountId,
        long ratePerHourMicros,
        @Nullable Money budget,
        Instant startedAt)
        implements Command<Void> {}
