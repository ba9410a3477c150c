package dev.spotdock.replay;

import dev.spotdock.replay.Scenario.Resource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How one policy did on one scenario.
 *
 * @param share value of what ran, as a share of the {@link UpperBound}
 * @param shareWhileArriving the same, counted from the first arrival to the last only: without the
 *     day after it, in which long work has the nodes to itself
 * @param starts of allocations, those after an eviction included
 * @param evictions carried out
 * @param withdrawn notices that were taken back
 * @param lostHours that the evicted had run since they last started
 * @param waitP50 seconds from arrival to the first start; one that never ran waits all its window
 * @param waitP99 the same
 * @param neverRan bids
 * @param utilisation share of the capacity in use while bids arrive
 */
record Outcome(
        double share,
        double shareWhileArriving,
        double starts,
        double evictions,
        double withdrawn,
        double lostHours,
        double waitP50,
        double waitP99,
        double neverRan,
        Map<Resource, Double> utilisation) {

    Outcome {
        utilisation = Map.copyOf(utilisation);
    }

    double evictionsPerStart() {
        return starts == 0 ? 0 : evictions / starts;
    }

    /** By the names that scripts rely on; the utilisation of each resource as {@code cpu} etc. */
    Map<String, Double> figures() {
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("share", share);
        figures.put("evictionsPerStart", evictionsPerStart());
        figures.put("lostHours", lostHours);
        figures.put("waitP50", waitP50);
        figures.put("waitP99", waitP99);
        figures.put("shareWhileArriving", shareWhileArriving);
        figures.put("starts", starts);
        figures.put("evictions", evictions);
        figures.put("withdrawn", withdrawn);
        figures.put("neverRan", neverRan);
        for (Resource resource : Resource.values()) {
            figures.put(resource.label(), utilisation.getOrDefault(resource, 0.0));
        }
        return figures;
    }
}
