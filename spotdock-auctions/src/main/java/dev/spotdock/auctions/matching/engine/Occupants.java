package dev.spotdock.auctions.matching.engine;

import dev.spotdock.auctions.ReasonCode;
import dev.spotdock.auctions.matching.engine.MarketView.Notice;
import dev.spotdock.auctions.matching.engine.MarketView.Running;
import dev.spotdock.kernel.resources.Resources;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What runs on which node before a plan changes anything.
 *
 * <p>There are thousands, of which one round looks closely at few: they are only added up here,
 * node by node, and found again when a node is looked at.
 */
final class Occupants {

    private static final int NOBODY = -1;

    private final List<Running> running = new ArrayList<>();

    /** The last one of a node, and before each the one before it on the same node. */
    private final int[] last;

    private final int[] before;
    private final long[] cpuMillis;
    private final long[] memoryMiB;
    private final long[] gpus;
    private final long[] cheapest;
    private final long[] leastPrice;
    private final int[] unstarted;
    private final int[] noticed;
    private final Instant now;

    Occupants(int nodes, int allocations, Instant now) {
        this.now = now;
        last = new int[nodes];
        before = new int[allocations];
        cpuMillis = new long[nodes];
        memoryMiB = new long[nodes];
        gpus = new long[nodes];
        cheapest = new long[nodes];
        leastPrice = new long[nodes];
        unstarted = new int[nodes];
        noticed = new int[nodes];
        Arrays.fill(last, NOBODY);
        Arrays.fill(cheapest, Long.MAX_VALUE);
        Arrays.fill(leastPrice, Long.MAX_VALUE);
    }

    void add(int node, Running allocation) {
        Resources resources = allocation.resources();
        cpuMillis[node] += resources.cpuMillis();
        memoryMiB[node] += resources.memoryMiB();
        gpus[node] += resources.gpus();
        if (!givesWay(allocation, now)) {
            return;
        }
        before[running.size()] = last[node];
        last[node] = running.size();
        running.add(allocation);
        cheapest[node] = Math.min(cheapest[node], allocation.effectiveUnitPrice());
        leastPrice[node] = Math.min(leastPrice[node], allocation.pricePerHour());
        if (allocation.noticed() != null) {
            noticed[node]++;
        } else if (allocation.startedAt() == null) {
            unstarted[node]++;
        }
    }

    /** Whether it may have to go for a dearer bid, or was told so and may be told otherwise. */
    private static boolean givesWay(Running allocation, Instant now) {
        Notice notice = allocation.noticed();
        return !allocation.pinned() && (notice == null || isRevocable(notice, now));
    }

    /** Whether the notice is for a newcomer, and not yet carried out. */
    static boolean isRevocable(Notice notice, Instant now) {
        return notice.cause() == ReasonCode.OUTBID && notice.deadline().isAfter(now);
    }

    /** What all that runs there leaves of the capacity. */
    Room left(int node, Resources capacity) {
        return new Room(
                capacity.cpuMillis() - cpuMillis[node],
                capacity.memoryMiB() - memoryMiB[node],
                capacity.gpus() - gpus[node]);
    }

    /** Those that may have to go, any order. */
    List<Running> givingWay(int node) {
        List<Running> found = new ArrayList<>();
        for (int i = last[node]; i != NOBODY; i = before[i]) {
            found.add(running.get(i));
        }
        return found;
    }

    boolean isAnybody(int node) {
        return last[node] != NOBODY;
    }

    /** The least effective unit price of those that may have to go. */
    long cheapest(int node) {
        return cheapest[node];
    }

    /** The least that one of them pays at most, micro-units per hour. */
    long leastPrice(int node) {
        return leastPrice[node];
    }

    int unstarted(int node) {
        return unstarted[node];
    }

    int noticed(int node) {
        return noticed[node];
    }
}
