package dev.spotdock.auctions;

import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.AllocationId;
import dev.spotdock.kernel.id.BidId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A bid could not be started and is over.
 *
 * @param allocationId the latest; null if it was never matched
 * @param exitCode of its container; null where there was none
 */
public record BidFailed(
        BidId bidId,
        @Nullable AllocationId allocationId,
        AccountId accountId,
        String pool,
        ReasonCode reason,
        @Nullable Integer exitCode,
        long version,
        Instant at)
        implements BidEnded {}
