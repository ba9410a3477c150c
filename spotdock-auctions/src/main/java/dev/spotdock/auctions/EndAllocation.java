package dev.spotdock.auctions;

import dev.spotdock.kernel.id.AllocationId;
import dev.spotdock.kernel.id.BidId;
import dev.spotdock.kernel.message.Command;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Records that the allocation's workload is over: its capacity is free again, and the bid is final
 * (its hold released) or back in the book. Ignored if the allocation has ended already.
 *
 * @param endedAt last instant that is charged; for a workload that never started, when that was
 *     known
 * @param exitCode of the container; null where there was none
 * @param detail the provider's words for the user, one line; may be empty
 */
public record EndAllocation(
        BidId bidId,
        AllocationId allocationId,
        AllocationEnd end,
        Instant endedAt,
        @Nullable Integer exitCode,
        String detail)
        implements Command<Void> {}
