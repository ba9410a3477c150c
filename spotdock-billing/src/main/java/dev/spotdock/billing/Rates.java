package dev.spotdock.billing;

import dev.spotdock.kernel.id.AllocationId;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What running allocations cost over time: the market's business, billing only multiplies. Filled
 * by the process package, on the caller's thread and transaction; asked before wallets are locked,
 * because it waits for prices that are being set.
 */
@FunctionalInterface
public interface Rates {

    /**
     * The rates of allocations, each over its stretch of time.
     *
     * @param stretches at most one per allocation, in any order
     */
    Known over(List<Stretch> stretches);

    /**
     * One allocation's time.
     *
     * @param until exclusive; if it is not after {@code from}, only the rate at {@code from} is
     *     told
     */
    record Stretch(AllocationId allocationId, Instant from, Instant until) {}

    /** From an instant on until the next step; micro-units per hour, at least 0. */
    record Step(Instant from, long ratePerHourMicros) {}

    /**
     * What is known.
     *
     * @param steps of every allocation asked for, at least one, in the order of time; the first one
     *     not after the instant asked for
     * @param completeUntil nothing that applies before it will be added: billing charges nothing
     *     beyond it
     */
    record Known(Map<AllocationId, List<Step>> steps, Instant completeUntil) {}
}
