package dev.spotdock.auctions.matching.engine;

import dev.spotdock.kernel.resources.Resources;
import dev.spotdock.kernel.resources.SlotShape;
import java.util.ArrayList;
import java.util.List;

/** A schedulable node while a plan is made: what is left of it, and who might give way. */
final class NodeLedger {

    private static final long MILLI = 1000;

    final int index;
    final String name;
    final Resources capacity;

    private final List<Candidate> candidates = new ArrayList<>();
    private int unstarted;
    private int noticed;
    private int ripe;
    private boolean sorted;
    private long cheapest = Long.MAX_VALUE;
    private long leastPricePerSlot = -1;
    private long leastPrice;
    private Horizon horizon;
    private Room open;
    private Room end;
    private int revision;

    /**
     * An empty node.
     *
     * @param index its place among all nodes, by name
     */
    NodeLedger(int index, MarketView.Node node) {
        this.index = index;
        this.name = node.name();
        this.capacity = node.capacity();
        this.horizon = Horizon.of(Room.of(capacity));
        this.open = horizon.now();
        this.end = open;
    }

    Horizon horizon() {
        return horizon;
    }

    /** What may be taken at once, and kept. */
    Room open() {
        return open;
    }

    /**
     * What is left when all that was noticed, and used, has gone and all that is nominated came.
     */
    Room end() {
        return end;
    }

    /** Grows with every change. */
    int revision() {
        return revision;
    }

    /** What runs here takes its part; no change of the plan. */
    void occupy(Resources resources) {
        horizon = new Horizon(horizon.now().minus(resources), horizon.changes());
        open = horizon.now();
        end = open;
    }

    void change(Horizon changed) {
        horizon = changed;
        open = changed.open();
        end = changed.end();
        revision++;
    }

    void add(Candidate candidate) {
        candidates.add(candidate);
        count(candidate, 1);
        cheapest = Math.min(cheapest, candidate.toOutbid);
    }

    /** Somebody waits for it to go: nobody else may. */
    void take(Candidate candidate) {
        candidates.remove(candidate);
        count(candidate, -1);
        revision++;
    }

    /** Cheapest first, then most recently started. */
    List<Candidate> candidates() {
        if (!sorted) {
            candidates.sort(Candidate.CHEAPEST_FIRST);
            sorted = true;
        }
        return candidates;
    }

    /** No bid below this outbids anybody here. */
    long cheapest() {
        return cheapest;
    }

    private void count(Candidate candidate, int by) {
        switch (candidate.stage) {
            case UNSTARTED -> unstarted += by;
            case NOTICED -> noticed += by;
            case RIPE -> ripe += by;
            case YOUNG -> {}
        }
    }

    /** Whether somebody here can go at once. */
    boolean hasUnstarted() {
        return unstarted > 0;
    }

    /** Whether capacity comes by notices that were given, to be used or taken already. */
    boolean hasComing() {
        return noticed > 0 || !horizon.changes().isEmpty();
    }

    /** Whether anybody here can be made to go now. */
    boolean hasStoppable() {
        return unstarted + noticed + ripe > 0;
    }

    /**
     * What victims cost at least if they are to free this much, micro-units per hour: no candidate
     * pays less for a slot than the cheapest, and they take at least the milli-slots missing.
     *
     * <p>One that went may have been the cheapest: a lower bound is all that is promised.
     */
    long leastPrice(long milliSlotsMissing, SlotShape slot) {
        if (leastPricePerSlot < 0) {
            leastPricePerSlot = Long.MAX_VALUE;
            leastPrice = Long.MAX_VALUE;
            for (Candidate candidate : candidates) {
                leastPricePerSlot = Math.min(leastPricePerSlot, candidate.pricePerSlot(slot));
                leastPrice = Math.min(leastPrice, candidate.running.pricePerHour());
            }
        }
        if (milliSlotsMissing == 0) {
            return 0;
        }
        boolean overflows = Math.multiplyHigh(leastPricePerSlot, milliSlotsMissing) != 0;
        long bySlots = (overflows ? 0 : Math.max(0, leastPricePerSlot * milliSlotsMissing)) / MILLI;
        return Math.max(leastPrice, bySlots);
    }
}
