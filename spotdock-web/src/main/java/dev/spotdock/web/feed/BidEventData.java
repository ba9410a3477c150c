package dev.spotdock.web.feed;

import dev.spotdock.web.rest.AmountView;
import dev.spotdock.web.rest.PriceView;
import dev.spotdock.web.rest.ResourcesView;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The {@code data} of events about bids. Fields may be added, optional ones only; none is ever
 * removed or changed. Unit prices are per slot-hour. {@code version} is the bid's: of two events of
 * a bid, the one with the higher version is the later one.
 */
interface BidEventData {

    record Submitted(
            UUID bidId,
            String pool,
            ResourcesView resources,
            PriceView effectiveUnitPrice,
            @Nullable Instant expiresAt,
            long version) {}

    /** {@code appliesFrom}: unset while its workload has not run for its minimum. */
    record Repriced(
            UUID bidId,
            String pool,
            String status,
            PriceView effectiveUnitPrice,
            @Nullable Instant appliesFrom,
            @Nullable AmountView missing,
            long version) {}

    record Matched(
            UUID bidId,
            String pool,
            UUID allocationId,
            int attempt,
            String node,
            PriceView effectiveUnitPrice,
            PriceView rate,
            Instant startBy,
            long version) {}

    record Running(UUID bidId, String pool, UUID allocationId, Instant startedAt, long version) {}

    /** {@code alertAt}: the share of its own price that the market price has reached. */
    record AtRisk(
            UUID bidId,
            String pool,
            PriceView marketPrice,
            PriceView effectiveUnitPrice,
            BigDecimal alertAt) {}

    /** {@code winningUnitPrice}: unset where nobody outbid it. */
    record EvictionNotice(
            UUID bidId,
            String pool,
            UUID allocationId,
            String reason,
            Instant deadline,
            PriceView ownUnitPrice,
            @Nullable PriceView winningUnitPrice,
            long version) {}

    record Attempt(UUID bidId, String pool, UUID allocationId, long version) {}

    record Requeued(
            UUID bidId,
            String pool,
            String reason,
            PriceView effectiveUnitPrice,
            @Nullable Instant expiresAt,
            long version) {}

    /** It waits outside of the book until its hold can be topped up. */
    record Unfunded(
            UUID bidId,
            String pool,
            String cause,
            AmountView required,
            AmountView available,
            @Nullable Instant expiresAt,
            long version) {}

    /** {@code allocationId}: the latest, if it was ever matched. */
    record Ended(
            UUID bidId,
            String pool,
            @Nullable UUID allocationId,
            String reason,
            @Nullable Integer exitCode,
            long version) {}
}
