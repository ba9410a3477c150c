package dev.spotdock.replay;

import dev.spotdock.replay.Scenario.Resource;
import java.util.Comparator;
import java.util.List;

/**
 * The most that the capacity of one resource can earn per hour, bids taken by price per unit of it,
 * the last one in part. Changing a bid and asking cost O(log bids): two binary indexed trees over
 * the bids in that order, of amounts and of prices.
 */
final class Knapsack {

    private final Resource resource;
    private final long capacity;
    private final List<Bid> order;
    private final int[] position;
    private final long[] amounts;
    private final long[] prices;

    /** Micro-units per hour of the bids that need nothing of this resource. */
    private long free;

    Knapsack(Scenario scenario, Resource resource) {
        this.resource = resource;
        this.capacity = resource.of(scenario.capacity());
        this.order =
                scenario.bids().stream()
                        .filter(bid -> resource.of(bid.resources()) > 0)
                        .sorted(densestFirst())
                        .toList();
        this.position = new int[scenario.bids().size()];
        for (int i = 0; i < order.size(); i++) {
            position[order.get(i).sequence()] = i + 1;
        }
        this.amounts = new long[order.size() + 1];
        this.prices = new long[order.size() + 1];
    }

    private Comparator<Bid> densestFirst() {
        Comparator<Bid> byDensity =
                (a, b) ->
                        Long.compare(
                                b.pricePerHour() * resource.of(a.resources()),
                                a.pricePerHour() * resource.of(b.resources()));
        return byDensity.thenComparingInt(Bid::sequence);
    }

    /** Puts a bid in or takes it out. */
    void set(Bid bid, boolean wanted) {
        long sign = wanted ? 1 : -1;
        int at = position[bid.sequence()];
        if (at == 0) {
            free += sign * bid.pricePerHour();
            return;
        }
        for (int i = at; i < amounts.length; i += Integer.lowestOneBit(i)) {
            amounts[i] += sign * resource.of(bid.resources());
            prices[i] += sign * bid.pricePerHour();
        }
    }

    /** Micro-units per hour. */
    double best() {
        int taken = 0;
        long left = capacity;
        long price = free;
        for (int step = Integer.highestOneBit(amounts.length); step > 0; step >>= 1) {
            int next = taken + step;
            if (next < amounts.length && amounts[next] <= left) {
                taken = next;
                left -= amounts[next];
                price += prices[next];
            }
        }
        if (taken == order.size() || left == 0) {
            return price;
        }
        // Everything before it fits and it does not: so it is in, and is the one to cut.
        Bid cut = order.get(taken);
        return price + cut.pricePerHour() * (left / (double) resource.of(cut.resources()));
    }
}
