package dev.spotdock.replay;

import dev.spotdock.kernel.resources.Resources;
import dev.spotdock.replay.Scenario.Resource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Counts what happened. */
final class Tally {

    private final Scenario scenario;
    private final Map<Bid, Allocation> running;
    private final Timeline timeline;
    private final Set<Bid> served = new HashSet<>();
    private final List<Long> waits = new ArrayList<>();
    private final List<Run> runs = new ArrayList<>();
    private final Map<Resource, Double> used = new EnumMap<>(Resource.class);
    private Resources inUse = Resources.NONE;
    private long before;
    private double value;
    private double valueWhileArriving;
    private long starts;
    private long evictions;
    private long lostMillis;
    private long withdrawn;

    /**
     * @param running is kept here: who runs where
     */
    Tally(Scenario scenario, Map<Bid, Allocation> running) {
        this.scenario = scenario;
        this.running = running;
        this.timeline = new Timeline(scenario.span());
        for (Resource resource : Resource.values()) {
            used.put(resource, 0.0);
        }
    }

    /** What ran, by the time it ended. */
    record Run(Bid bid, String machine, long from, long to, boolean evicted) {}

    Timeline timeline() {
        return timeline;
    }

    List<Run> runs() {
        return List.copyOf(runs);
    }

    /** Time passes; utilisation is counted while bids arrive. */
    void until(long now) {
        long millis = Math.min(now, scenario.span()) - before;
        if (millis > 0) {
            for (Resource resource : Resource.values()) {
                used.merge(resource, (double) resource.of(inUse) * millis, Double::sum);
            }
            timeline.used(before, before + millis, utilisation(inUse));
            before += millis;
        }
    }

    void started(Allocation allocation, long now) {
        running.put(allocation.bid(), allocation);
        inUse = inUse.plus(allocation.bid().resources());
        starts++;
        if (served.add(allocation.bid())) {
            waits.add(now - allocation.bid().arrival());
        }
    }

    void completed(Allocation allocation, long now) {
        end(allocation, now, false);
    }

    void evicted(Allocation allocation, long now) {
        end(allocation, now, true);
        evictions++;
        lostMillis += now - allocation.startedAt;
        timeline.evicted(now);
    }

    void withdrawn() {
        withdrawn++;
    }

    /** A bid's window is over while it waits; one that never ran waited all of it. */
    void left(Waiting bid) {
        if (!served.contains(bid.bid)) {
            waits.add(bid.bid.end() - bid.bid.arrival());
        }
    }

    private void end(Allocation allocation, long now, boolean evicted) {
        running.remove(allocation.bid());
        inUse = inUse.minus(allocation.bid().resources());
        value += allocation.bid().value(now - allocation.startedAt);
        long whileArriving = Math.min(now, scenario.span()) - allocation.startedAt;
        valueWhileArriving += allocation.bid().value(Math.max(0, whileArriving));
        runs.add(
                new Run(
                        allocation.bid(),
                        allocation.machine.name(),
                        allocation.startedAt,
                        now,
                        evicted));
    }

    private double utilisation(Resources inUse) {
        double most = 0;
        for (Resource resource : Resource.values()) {
            long capacity = resource.of(scenario.capacity());
            most = Math.max(most, capacity == 0 ? 0 : resource.of(inUse) / (double) capacity);
        }
        return most;
    }

    /** The figures; to be asked for at the end. */
    Outcome outcome() {
        waits.sort(null);
        Map<Resource, Double> utilisation = new EnumMap<>(Resource.class);
        used.forEach((resource, amount) ->
                utilisation.put(
                        resource,
                        amount / Math.max(1, resource.of(scenario.capacity())) / scenario.span()));
        return new Outcome(
                value / UpperBound.of(scenario),
                valueWhileArriving / UpperBound.of(scenario, scenario.span()),
                starts,
                evictions,
                withdrawn,
                lostMillis / 3_600_000.0,
                quantile(0.5),
                quantile(0.99),
                scenario.bids().size() - served.size(),
                utilisation);
    }

    /** Seconds. */
    private double quantile(double q) {
        return waits.get((int) Math.ceil(q * waits.size()) - 1) / 1000.0;
    }
}
