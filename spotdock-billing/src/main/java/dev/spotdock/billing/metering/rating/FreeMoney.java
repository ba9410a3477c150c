package dev.spotdock.billing.metering.rating;

import dev.spotdock.kernel.id.AllocationId;
import dev.spotdock.kernel.id.BidId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * When a wallet's free money is used up by all its running meters together.
 *
 * <p>Exact: the first millisecond at which the sum of what is due but not yet charged, each bid
 * capped by its budget, is at least the free money.
 */
final class FreeMoney {

    private static final Accrual NOTHING = new Accrual(0, 0);

    private final long free;
    private final List<Drain> drains = new ArrayList<>();

    FreeMoney(long free, List<Metered> meters, Map<BidId, BidMoney> bids) {
        this.free = free;
        for (Metered meter : meters) {
            if (!meter.exhausted()) {
                drains.add(Drain.of(meter, BidMoney.of(meter, bids).budgetLeft(), free));
            }
        }
        drains.sort(Comparator.comparing(drain -> drain.meter().allocationId().value()));
    }

    /**
     * The instant, at most {@code latest}; {@link Tariff#NEVER} if there is money left then.
     *
     * @param latest milliseconds since the epoch
     */
    long endsBy(long latest) {
        long low = Tariff.NEVER;
        long high = 0;
        for (Drain drain : drains) {
            low = Math.min(low, drain.meter().meteredTo());
            high = Math.max(high, drain.fullAt());
        }
        high = Math.min(high, latest);
        if (drains.isEmpty() || !usedUpAt(high)) {
            return Tariff.NEVER;
        }
        for (long probe : aroundEnd(low)) {
            if (low < probe && probe < high) {
                boolean used = usedUpAt(probe);
                low = used ? low : probe + 1;
                high = used ? probe : high;
            }
        }
        while (low < high) {
            long middle = low + (high - low) / 2;
            if (usedUpAt(middle)) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return high;
    }

    /**
     * Just before and just after the end, if the rates of now go on and no budget comes first: that
     * saves most steps of the search. Nothing is decided by it, so it need not be exact.
     */
    private long[] aroundEnd(long from) {
        long rate = 0;
        long later = 0;
        for (Drain drain : drains) {
            long each = drain.meter().tariff().ratePerHourMicros();
            rate += each;
            later += each * (drain.meter().meteredTo() - from);
        }
        if (rate <= 0) {
            return new long[0];
        }
        long end = from + later / rate + NOTHING.millisUntil(free, rate);
        long margin = NOTHING.millisUntil(drains.size(), rate) + 1;
        return new long[] {end - margin, end + margin};
    }

    /**
     * What free money cannot pay of the millisecond in which it ends. Until the one before it paid
     * for everybody; the rest of it goes to the allocations in the order of their ids.
     *
     * @param end as {@link #endsBy} found it
     * @return micro-units by allocation, 0 for those not named
     */
    Map<AllocationId, Long> overdraft(long end) {
        long left = free;
        for (Drain drain : drains) {
            left -= drain.dueAt(end - 1);
        }
        Map<AllocationId, Long> overdraft = new HashMap<>();
        for (Drain drain : drains) {
            long last = drain.dueAt(end) - drain.dueAt(end - 1);
            long paid = Math.min(left, last);
            overdraft.put(drain.meter().allocationId(), last - paid);
            left -= paid;
        }
        return overdraft;
    }

    private boolean usedUpAt(long at) {
        long left = free;
        for (Drain drain : drains) {
            left -= Math.min(left, drain.takenAt(at));
            if (left == 0) {
                return true;
            }
        }
        return left == 0;
    }

    /**
     * One meter's pull on the free money.
     *
     * @param budgetLeft what its bid may still be charged
     * @param full the most that it can take: its budget, and never more than there is
     * @param fullAt when it has taken that
     */
    private record Drain(Metered meter, long budgetLeft, long full, long fullAt) {

        static Drain of(Metered meter, long budgetLeft, long free) {
            long full = Math.min(budgetLeft, free);
            return new Drain(meter, budgetLeft, full, meter.reaches(full));
        }

        long takenAt(long at) {
            if (at >= fullAt) {
                return full;
            }
            return Math.min(full, meter.tariff().due(at) - meter.dueSoFar());
        }

        /** What is due since it was metered, within its budget, until free money ends. */
        long dueAt(long at) {
            if (at <= meter.meteredTo()) {
                return 0;
            }
            return budgetLeft <= full && at >= fullAt
                    ? budgetLeft
                    : Math.min(budgetLeft, meter.tariff().due(at) - meter.dueSoFar());
        }
    }
}
