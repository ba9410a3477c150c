package dev.spotdock.auctions;

import dev.spotdock.kernel.id.AllocationId;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Asks what allocations cost, each over a stretch of time: a {@link Rates}.
 *
 * @param stretches at most one per allocation, in any order; each allocation is known
 */
public record ListRates(List<Stretch> stretches) {

    public ListRates {
        stretches = List.copyOf(stretches);
    }

    /**
     * One allocation.
     *
     * @param until exclusive; if it is not after {@code from}, only the rate at {@code from} is
     *     told
     */
    public record Stretch(AllocationId allocationId, Instant from, Instant until) {}

    /** From an instant on until the next step; micro-units per hour. */
    public record Step(Instant from, long ratePerHourMicros) {}

    /**
     * What applies, as far as it is known.
     *
     * @param steps of each allocation asked for, in the order of time, no two in a row alike; the
     *     first one's instant is the one that was asked
     * @param completeUntil nothing that applies before this instant will be added; what is told
     *     beyond it may yet change
     */
    public record Rates(Map<AllocationId, List<Step>> steps, Instant completeUntil) {}
}
