package dev.spotdock.auctions;

import dev.spotdock.kernel.container.ContainerSpec;
import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.AllocationId;
import dev.spotdock.kernel.id.BidId;
import dev.spotdock.kernel.id.ReservationId;
import dev.spotdock.kernel.money.Money;
import dev.spotdock.kernel.money.Price;
import dev.spotdock.kernel.resources.Resources;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A bid as its owner sees it.
 *
 * @param maxPrice what its owner asked for last
 * @param unitPrice that comes of it, micro-units per slot-hour
 * @param effectiveUnitPrice what competes now: the unit price less the surcharge, or still a higher
 *     one
 * @param lowered what will compete instead; null: nothing else
 * @param notice the pool's if the bid asked for none
 * @param minRun the pool's if the bid asked for none
 * @param expiresAt when it leaves the book unmatched; null unless it waits with a {@code validFor}
 * @param stopsAt when the running attempt will be stopped; null if nothing is due
 * @param allocation the latest one, kept after the end; null before the first match
 * @param eviction while it is noticed; null otherwise
 * @param atRisk whether the market price has reached its own warning
 * @param attempts allocations so far
 * @param version grows with every change
 * @param reservationId whose capacity it uses, at no price; null: it is the market's
 */
public record BidDetails(
        BidId bidId,
        AccountId accountId,
        String pool,
        BidStatus status,
        Reason reason,
        Resources resources,
        long milliSlots,
        int surchargePercent,
        Price maxPrice,
        long unitPrice,
        long effectiveUnitPrice,
        @Nullable Lowered lowered,
        ContainerSpec container,
        @Nullable Duration validFor,
        @Nullable Duration maxRuntime,
        OnEviction onEviction,
        Duration notice,
        Duration minRun,
        int alertPercent,
        @Nullable Money budget,
        Instant submittedAt,
        @Nullable Instant expiresAt,
        @Nullable StopsAt stopsAt,
        @Nullable Allocation allocation,
        @Nullable Eviction eviction,
        boolean atRisk,
        int attempts,
        long version,
        @Nullable ReservationId reservationId) {

    /**
     * A lower price that does not apply yet.
     *
     * @param effectiveUnitPrice micro-units per slot-hour
     * @param from null: as soon as the workload has started and run for its minimum
     */
    public record Lowered(long effectiveUnitPrice, @Nullable Instant from) {}

    /** When and why a running attempt will be stopped. */
    public record StopsAt(Instant at, ReasonCode why) {}

    /**
     * A notice. Prices are effective, micro-units per slot-hour.
     *
     * @param winningUnitPrice null where nobody outbid it
     */
    public record Eviction(
            Instant noticedAt,
            Instant deadline,
            ReasonCode reason,
            long ownUnitPrice,
            @Nullable Long winningUnitPrice) {}

    /**
     * One attempt of a bid on one node.
     *
     * @param attempt counted from 1
     * @param image what it runs or ran, for good: repository and digest where there is one; null
     *     before it started
     * @param ratePerHourMicros what it costs now, or cost last
     */
    public record Allocation(
            AllocationId allocationId,
            int attempt,
            String node,
            @Nullable String containerId,
            @Nullable String image,
            Instant matchedAt,
            @Nullable Instant startedAt,
            @Nullable Instant endedAt,
            @Nullable Integer exitCode,
            long ratePerHourMicros) {}
}
