package dev.spotdock.replay;

import dev.spotdock.replay.Scenario.Resource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What no market can exceed: at each instant the smallest, over the resources, of the fractional
 * knapsack of that resource alone over the bids that then want to run.
 *
 * <p>Generous on purpose: it cuts bids into pieces, ignores that a bid needs all its resources on
 * one node, and moves everything at once without a notice.
 */
final class UpperBound {

    private UpperBound() {}

    /** Micro-units over the whole scenario; cost O(bids * log bids). */
    static double of(Scenario scenario) {
        return of(scenario, Long.MAX_VALUE);
    }

    /**
     * Micro-units from the first arrival on.
     *
     * @param until milliseconds since then
     */
    static double of(Scenario scenario, long until) {
        Map<Resource, Knapsack> knapsacks = new EnumMap<>(Resource.class);
        for (Resource resource : Resource.values()) {
            knapsacks.put(resource, new Knapsack(scenario, resource));
        }
        double value = 0;
        long before = 0;
        for (Change change : changes(scenario.bids())) {
            long to = Math.min(change.at(), until);
            if (to > before) {
                double perHour =
                        knapsacks.values().stream().mapToDouble(Knapsack::best).min().orElseThrow();
                value += perHour * ((to - before) / 3_600_000.0);
                before = to;
            }
            knapsacks.values().forEach(k -> k.set(change.bid(), change.wants()));
        }
        return value;
    }

    private record Change(long at, Bid bid, boolean wants) {}

    private static List<Change> changes(List<Bid> bids) {
        List<Change> changes = new ArrayList<>();
        for (Bid bid : bids) {
            changes.add(new Change(bid.arrival(), bid, true));
            changes.add(new Change(bid.end(), bid, false));
        }
        changes.sort(Comparator.comparingLong(Change::at));
        return changes;
    }
}
