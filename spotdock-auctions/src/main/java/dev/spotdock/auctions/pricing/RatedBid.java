package dev.spotdock.auctions.pricing;

import dev.spotdock.auctions.ListRates.Step;
import dev.spotdock.auctions.pool.Pool;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * How a bid's rate follows its own maximum and the market price.
 *
 * @param rules the pool's, or the default pool's if it was removed
 * @param maxima micro-units per hour, each from its instant until the next; the first from {@link
 *     Instant#MIN} on
 */
record RatedBid(
        String pool,
        Pool rules,
        long milliSlots,
        int surchargePercent,
        NavigableMap<Instant, Long> maxima) {

    /**
     * The rates over a stretch of time, in its order; no two in a row are alike.
     *
     * @param prices the pool's ticks, micro-units per slot-hour; before the first one the floor
     *     applies
     * @param until exclusive
     */
    List<Step> steps(NavigableMap<Instant, Long> prices, Instant from, Instant until) {
        NavigableSet<Instant> changes = new TreeSet<>();
        changes.add(from);
        if (until.isAfter(from)) {
            changes.addAll(prices.subMap(from, false, until, false).keySet());
            changes.addAll(maxima.subMap(from, false, until, false).keySet());
        }
        List<Step> steps = new ArrayList<>();
        for (Instant at : changes) {
            long rate = rateAt(prices, at);
            if (steps.isEmpty() || steps.getLast().ratePerHourMicros() != rate) {
                steps.add(new Step(at, rate));
            }
        }
        return steps;
    }

    private long rateAt(NavigableMap<Instant, Long> prices, Instant at) {
        var tick = prices.floorEntry(at);
        long price = tick == null ? 0 : tick.getValue();
        return rules.ratePerHour(
                Math.max(rules.floorPrice(), price),
                maxima.floorEntry(at).getValue(),
                milliSlots,
                surchargePercent);
    }
}
