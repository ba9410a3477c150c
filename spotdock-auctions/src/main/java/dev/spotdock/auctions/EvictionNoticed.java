package dev.spotdock.auctions;

import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.AllocationId;
import dev.spotdock.kernel.id.BidId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A running bid will be stopped at a deadline, unless the notice is withdrawn or it ends by itself.
 *
 * @param reason {@code OUTBID}, {@code NODE_DRAINED}, {@code RESERVATION} or {@code DRILL}
 * @param ownUnitPrice effective, micro-units per slot-hour
 * @param winningUnitPrice likewise, of the bid that it makes room for; null where nobody outbid it
 * @param version the bid's
 */
public record EvictionNoticed(
        BidId bidId,
        AllocationId allocationId,
        AccountId accountId,
        String pool,
        ReasonCode reason,
        Instant deadline,
        long ownUnitPrice,
        @Nullable Long winningUnitPrice,
        long version,
        Instant at)
        implements BidEvent {}
