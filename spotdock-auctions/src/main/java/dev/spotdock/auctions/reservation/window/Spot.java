package dev.spotdock.auctions.reservation.window;

import dev.spotdock.kernel.id.AllocationId;
import dev.spotdock.kernel.id.BidId;
import dev.spotdock.kernel.resources.Resources;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Work of the market on a node with pins.
 *
 * @param effectiveUnitPrice micro-units per slot-hour
 * @param startedAt null: matched only, so it may be displaced at once
 * @param minRun after its start, no notice is given
 * @param notice between a notice and its deadline
 * @param leavesAt when it is stopped anyway; null: nobody has told it to go
 */
public record Spot(
        AllocationId allocationId,
        BidId bidId,
        Resources resources,
        long effectiveUnitPrice,
        @Nullable Instant startedAt,
        Duration minRun,
        Duration notice,
        @Nullable Instant leavesAt) {

    /** Product rule 5: cheapest first, then most recently started. */
    static final Comparator<Spot> CHEAPEST_FIRST =
            Comparator.comparingLong(Spot::effectiveUnitPrice)
                    .thenComparing(Spot::started, Comparator.reverseOrder())
                    .thenComparing(spot -> spot.allocationId().value(), Comparator.reverseOrder());

    private Instant started() {
        return startedAt == null ? Instant.MAX : startedAt;
    }

    /** The earliest deadline that it could be given now; what has not started goes at once. */
    Instant earliestDeadline(Instant now) {
        if (startedAt == null) {
            return now;
        }
        Instant ripe = startedAt.plus(minRun);
        return (ripe.isAfter(now) ? ripe : now).plus(notice);
    }

    boolean isRipe(Instant now) {
        return startedAt == null || !startedAt.plus(minRun).isAfter(now);
    }

    /** The last instant to tell it, so that it is stopped at the deadline even if it starts now. */
    Instant lastCall(Instant deadline) {
        Instant call = deadline.minus(notice).minus(Lead.MARGIN);
        return startedAt == null ? call.minus(minRun) : call;
    }
}
